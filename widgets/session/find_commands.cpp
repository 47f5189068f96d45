// SPDX-License-Identifier: MIT
#include "widgets/session/find_commands.h"

#include "widgets/session/command.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace braid {

namespace {

constexpr int none = std::numeric_limits<int>::min() / 2;
constexpr int forLetter = 1;
constexpr int forWordBegin = 8;
constexpr int forNeighbour = 10; // more than for a word: "stop" is one, not "sto" and "p…"
constexpr int forSubmenu = -4;

bool beginsWord(const QString& text, qsizetype at) {
    return text[at].isLetterOrNumber() && (at == 0 || !text[at - 1].isLetterOrNumber());
}

struct Match {
    int score = none;
    std::vector<int> marks;
};

/// The best way to find the letters of `typed` in `text`, by dynamic programming: `best[i][j]` is
/// what the letters up to the i-th score if that one stands at j.
Match match(const QString& text, const QString& typed) {
    const auto letters = std::size_t(typed.size());
    const auto places = std::size_t(text.size());
    if (letters == 0)
        return {0, {}};
    std::vector<std::vector<int>> best(letters, std::vector<int>(places, none));
    std::vector<std::vector<int>> before(letters, std::vector<int>(places, -1));
    for (std::size_t i = 0; i < letters; ++i) {
        int leap = none; // the best of best[i - 1][0 … j - 1], and where it stands
        int leapFrom = -1;
        for (std::size_t j = 0; j < places; ++j) {
            if (typed[qsizetype(i)].toCaseFolded() == text[qsizetype(j)].toCaseFolded()) {
                const int word = beginsWord(text, qsizetype(j)) ? forWordBegin : 0;
                int score = i == 0 ? 0 : word ? leap : none;
                int from = leapFrom;
                if (i > 0 && j > 0 && best[i - 1][j - 1] + forNeighbour >= score) {
                    score = best[i - 1][j - 1] + forNeighbour;
                    from = int(j) - 1;
                }
                if (score > none / 2) {
                    best[i][j] = score + forLetter + word;
                    before[i][j] = from;
                }
            }
            if (i > 0 && best[i - 1][j] > leap) {
                leap = best[i - 1][j];
                leapFrom = int(j);
            }
        }
    }
    Match found;
    const auto& last = best.back();
    const auto end = std::max_element(last.begin(), last.end());
    if (end == last.end() || *end <= none / 2)
        return found;
    found.score = *end;
    found.marks.resize(letters);
    int place = int(end - last.begin());
    for (std::size_t i = letters; i-- > 0; place = before[i][std::size_t(place)])
        found.marks[i] = place;
    return found;
}

} // namespace

std::vector<FoundCommand> findCommands(const Commands& commands, const QString& typed,
                                       const QStringList& lastUsed) {
    QString letters = typed;
    letters.removeIf([](QChar c) { return c.isSpace(); });

    struct Scored {
        FoundCommand command;
        int score;
        qsizetype used; ///< the lower the later
        Command::Category category;
    };
    std::vector<Scored> fitting;
    for (const Command& command : commands.all()) {
        if (!command.enabled())
            continue;
        const QString title = command.title();
        Match found = match(title, letters);
        if (found.score <= none / 2)
            continue;
        const qsizetype used = lastUsed.indexOf(command.id);
        const int nameBegin = int(title.size() - command.name().size());
        fitting.push_back({{command.id, title, nameBegin, std::move(found.marks)},
                           found.score + (command.submenu.isEmpty() ? 0 : forSubmenu),
                           used < 0 ? lastUsed.size() : used,
                           command.category});
    }
    std::stable_sort(fitting.begin(), fitting.end(), [](const Scored& a, const Scored& b) {
        return std::tuple(-a.score, a.used, a.category) < std::tuple(-b.score, b.used, b.category);
    });
    std::vector<FoundCommand> found;
    for (Scored& scored : fitting)
        found.push_back(std::move(scored.command));
    return found;
}

} // namespace braid
