// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/welcome/drop_plan.h"

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <system_error>
#include <unordered_set>

class QMimeData;

namespace braid {

/// Looks at what is dropped, and makes a plan of it. In steps, so that a large folder holds nobody:
///
///     while (scan.look(200)) {}
///     use(scan.plan());
///
/// Folders stand for the scripts and notes directly in them. Nothing is named twice.
class DropScan {
public:
    using Accepts = std::function<bool(const std::filesystem::path&)>;
    /// What is a note, by its name alone, and how many blocks of code are in one.
    struct Notes {
        Accepts accepts;
        std::function<int(const std::filesystem::path&)> countBlocks;
    };

    /// Of nothing.
    DropScan() = default;
    DropScan(std::vector<std::filesystem::path> paths, Accepts accepts, Notes notes = {});
    DropScan(const QMimeData& data, Accepts accepts, Notes notes = {});
    // A copy would share the place in a folder.
    DropScan(DropScan&&) = default;
    DropScan& operator=(DropScan&&) = default;

    /// Looks at so many files, in the order of the paths. Returns whether there are more.
    bool look(std::size_t files);

    /// What is known by now.
    const DropPlan& plan() const { return plan_; }
    /// What is looked at: the name of a file or folder.
    QString place() const;
    /// How many files have been looked at.
    std::size_t seen() const { return seen_; }

private:
    void lookAtPath();
    void lookIntoFolder();
    void leaveFolder();
    bool isNote(const std::filesystem::path& file) const;
    void add(const std::filesystem::path& file);
    void skip(const QString& reason);

    std::vector<std::filesystem::path> paths_;
    Accepts accepts_;
    Notes notes_;
    DropPlan plan_;
    std::size_t next_ = 0; ///< of the paths
    std::size_t seen_ = 0;
    std::unordered_set<std::string> known_; ///< the files of the plan

    // Of the folder that is looked through.
    bool inFolder_ = false;
    std::filesystem::directory_iterator entry_;
    std::error_code error_;
    bool found_ = false;
    std::set<std::string> names_; ///< of files that are not in the plan yet
};

} // namespace braid
