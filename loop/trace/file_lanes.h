// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/chrome_parser.h"
#include "loop/trace/record.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <queue>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace braid {

class Trace;

namespace detail {

/// The lanes of a file: takes its events in the order of the file, and records them in the order of
/// time.
class FileLanes {
public:
    /// `ours`: Braid has written it, so ids, names and times are a trace's.
    void add(ChromeEvent& event, bool ours);
    /// No events come any more.
    void finish();
    /// Records about as many slices. Returns whether there are more.
    bool record_some(Trace& trace, std::size_t slices);

    std::size_t slices() const noexcept { return slices_; }
    std::size_t recorded() const noexcept { return recorded_; }
    std::int64_t end_ns() const noexcept { return end_ns_; }
    bool empty() const noexcept { return lanes_.empty() && strands_.empty(); }

private:
    /// Its ids are places in `texts_` and `places_`, counted from 1, and threads of the file.
    struct Stretch {
        std::int64_t begin_ns;
        std::int64_t end_ns;
        LaneState state;
    };
    struct FileLane {
        std::int64_t process = 0;
        std::int64_t thread = 0;
        std::string name;
        std::int64_t begin_ns = 0;
        std::int64_t end_ns = -1;
        std::int64_t creator = 0;
        std::int64_t cancelled_by = 0;
        LocationId created_at = LocationId::None;
        LaneKind kind = LaneKind::Loop;
        Outcome outcome = Outcome::Pending;
        std::string message;
        std::uint64_t lost = 0;
        std::int64_t lost_end_ns = 0;
        bool declared = false; ///< with its beginning
        bool in_order = true;  ///< each stretch begins where the one before has ended, or later
        std::vector<Stretch> stretches;
        std::vector<std::size_t> open; ///< those that have begun and not ended
        std::size_t next = 0;          ///< the first that is not recorded
        LaneId id = LaneId::None;
    };
    struct FileStrand {
        std::string name;
        StrandKind kind = StrandKind::Script;
        std::int64_t begin_ns = 0;
        std::int64_t end_ns = -1;
        Outcome outcome = Outcome::Pending;
        std::uint64_t lost = 0;
        std::int64_t lost_end_ns = 0;
        StrandId id = StrandId::None;
    };
    struct FileMark {
        std::int64_t time_ns;
        std::int64_t process;
        std::int64_t thread;
        bool has_thread;
        MarkKind kind;
        TextId text;
        std::uint32_t amount;
    };
    struct FilePlace {
        std::string file;
        std::string function;
        int line = 0;
    };

    FileLane& lane_of(const ChromeEvent& event);
    FileStrand& strand_of(std::int64_t process);
    void add_name(ChromeEvent& event);
    void add_slice(const ChromeEvent& event);
    void begin_slice(const ChromeEvent& event);
    void end_slice(const ChromeEvent& event);
    void add_instant(const ChromeEvent& event);
    void put(FileLane& lane, const Stretch& stretch);
    LaneState state_of(const ChromeEvent& event, const FileLane& lane, std::int64_t length_ns);
    TextId text(std::string_view words);
    LocationId place(const std::string& words);

    void straighten(FileLane& lane);
    void begin(Trace& trace);
    void begin_lanes(Trace& trace);
    void record_next(Trace& trace, FileLane& lane);
    void complete(Trace& trace);
    LaneState in_trace(Trace& trace, const LaneState& state);
    TextId text_in(Trace& trace, TextId id);
    LocationId place_in(Trace& trace, LocationId id);
    void forget_stale(const Trace& trace);
    static LaneId lane_in(const Trace& trace, std::int64_t thread);
    static std::int64_t time_of(double us);

    std::deque<FileLane> lanes_;
    std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> lane_by_thread_;
    std::size_t last_lane_ = 0;
    std::map<std::int64_t, FileStrand> strands_;
    std::vector<FileMark> marks_;

    std::deque<std::string> texts_;
    std::unordered_map<std::string_view, TextId> text_ids_;
    std::vector<FilePlace> places_;
    std::unordered_map<std::string, LocationId> place_ids_; ///< what words stand for by now

    std::size_t slices_ = 0;
    std::size_t recorded_ = 0;
    std::int64_t first_ns_ = INT64_MAX;
    std::int64_t end_ns_ = 0;
    std::int64_t shift_ns_ = 0; ///< what is taken off all times of the file
    bool ours_ = false;
    bool begun_ = false;

    using Turn = std::pair<std::int64_t, std::size_t>; ///< when, and which lane
    std::priority_queue<Turn, std::vector<Turn>, std::greater<>> turns_;

    std::uint32_t generation_ = 0; ///< of the trace, which the ids below are good for
    std::vector<TextId> text_in_trace_;
    std::vector<LocationId> place_in_trace_;
};

} // namespace detail
} // namespace braid
