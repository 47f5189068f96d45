// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/trace.h"

#include <QString>

#include <optional>
#include <vector>

namespace braid {

/// What somebody looks for among the tasks, as typed: a text that the name holds, and terms.
///
///     state:blocked    it does that (running, ready, waiting, blocked, pending), or ended so
///                      (finished, cancelled, failed); what nobody knows any more is lost
///     wait:lock        it waits for that (timer, io, event, queue, task, future, thread, process,
///                      input)
///     fn:fetch         the function that it is in, or that made it, has this in its name
///     >100ms  <2s      what it does has lasted longer, or shorter; of one that ended, its life
///     -state:waiting   not so
///
/// All of them have to be true. A word that is no term it knows is looked for in the name.
class TaskQuery {
public:
    TaskQuery() = default;
    explicit TaskQuery(const QString& text);

    bool isEmpty() const { return text_.isEmpty() && terms_.empty(); }
    /// It asks for more than names.
    bool hasTerms() const { return !terms_.empty(); }
    /// What it finds changes with time alone.
    bool asksForDuration() const;

    /// The text that is no term is in `name`.
    bool matchesName(const QString& name) const;
    /// What `lane` is at `atNs`.
    bool matches(const Trace& trace, const Lane& lane, std::int64_t atNs, std::int64_t nowNs) const;

private:
    enum class State {
        Running,
        Ready,
        Waiting,
        Blocked,
        Pending,
        Finished,
        Cancelled,
        Failed,
        Lost
    };
    struct Term {
        std::optional<State> state{};
        std::optional<WaitKind> wait{};
        QString function{};
        std::optional<std::int64_t> longerNs{};
        std::optional<std::int64_t> shorterNs{};
        bool isNot = false;
    };

    static std::optional<Term> termOf(const QString& word);
    static bool holds(const Term& term, const Trace& trace, const Lane& lane, std::int64_t atNs,
                      std::int64_t nowNs);

    QString text_; ///< to be found in the name
    std::vector<Term> terms_;
};

/// "100ms", "0.5 s", "2min" in ns, with a point or the language's own decimal sign; nothing if it
/// is none.
std::optional<std::int64_t> durationOf(const QString& text);

} // namespace braid
