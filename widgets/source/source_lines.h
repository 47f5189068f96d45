// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/reader.h"
#include "loop/trace/trace.h"

#include <QString>

#include <array>
#include <deque>
#include <map>
#include <unordered_map>
#include <vector>

namespace braid {

/// What is to be told beside one line of a source: the tasks that stand there, and what it has
/// cost that tasks held the loop there.
struct SourceLine {
    /// The tasks there that do the same.
    struct Group {
        std::uint32_t count = 0;
        LaneId longest = LaneId::None; ///< the one that has been there longest,
        std::int64_t sinceNs = 0;      ///< and since when
    };
    /// The times that this line held the loop.
    struct Cost {
        std::int64_t totalNs = 0;
        std::uint64_t count = 0;
        LaneId worst = LaneId::None; ///< the task that held it longest,
        std::int64_t worstBeginNs = 0;
        std::int64_t worstNs = 0; ///< when, and for how long
        bool lasts = false;       ///< one goes on
    };

    int line = 0;                  ///< counted from 1
    std::array<Group, 4> groups{}; ///< by `Activity`
    Cost cost;

    const Group& group(Activity activity) const { return groups[std::size_t(activity)]; }
};

/// Which tasks stand at which lines of which files. The facts are the trace's: slices say where.
///
/// Kept up at the price of what has changed: however many tasks wait at a line, they cost nothing
/// until they move. An instant of the past costs a look at every task.
class SourceLines {
public:
    explicit SourceLines(Trace& trace);

    void refresh(std::int64_t nowNs);

    /// The lines of `file` of which something is to be told as of the last refresh, or as of
    /// `instantNs`, if that lies before it; in their order.
    std::vector<SourceLine> at(const QString& file, std::int64_t instantNs) const;
    /// The tasks at one line then, those that are there longest first; at most `most`.
    std::vector<LaneId> tasksAt(const QString& file, int line, std::int64_t instantNs,
                                std::size_t most) const;

    /// As files are named here: without links, so that every way to one is the same.
    static QString nameOf(const QString& path);

private:
    /// A task at a line.
    struct Stand {
        std::int64_t sinceNs;
        LaneId lane;
        Activity activity;
    };
    /// A stretch in which the line held the loop.
    struct Block {
        std::int64_t beginNs;
        std::int64_t endNs;
        LaneId lane;
    };
    struct Spot {
        std::vector<Stand> stands; ///< in no order
        std::deque<Block> blocks;  ///< the last that have ended
        SourceLine::Cost cost;     ///< of all that have ended
        mutable std::array<SourceLine::Group, 4> groups{};
        mutable bool stale = false; ///< the groups are no longer those of the stands
    };
    using Spots = std::map<int, Spot>; ///< by line; a spot stays where it is
    /// What is known of a task.
    struct Known {
        Spot* spot = nullptr;
        std::size_t index = 0;  ///< in the spot's stands
        std::uint64_t next = 0; ///< its first slice not looked at, counted with the dropped ones
    };
    /// Where everybody was at one instant of the past.
    struct Past {
        QString file;
        std::int64_t instantNs = -1;
        std::map<int, std::vector<Stand>> stands; ///< by line
    };

    static constexpr std::size_t mostBlocks = 10'000; ///< of a line

    void look(const Lane& lane);
    void leave(Known& known);
    Spot* spotOf(LocationId where);
    QString fileOf(TextId file) const;
    const Spots& spotsOf(const QString& file) const;
    const Past& past(const QString& file, std::int64_t instantNs) const;
    std::array<SourceLine::Group, 4> group(const std::vector<Stand>& stands,
                                           std::int64_t instantNs) const;
    Activity activityOf(const Stand& stand, std::int64_t instantNs) const;
    SourceLine::Cost costOf(const Spot& spot, std::int64_t instantNs) const;

    Trace& trace_;
    TraceReader reader_;
    std::int64_t nowNs_ = 0;
    std::map<QString, Spots> files_;
    std::unordered_map<LocationId, Spot*> spots_;       ///< null: no place
    mutable std::unordered_map<TextId, QString> names_; ///< of files
    std::unordered_map<LaneId, Known> lanes_;
    mutable Past past_;
};

} // namespace braid
