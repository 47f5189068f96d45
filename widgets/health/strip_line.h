// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <vector>

class QPainter;

namespace braid {

/// Pieces side by side in one line. Where all are too wide, those that may give way are shown
/// shorter, and then not at all.
class StripLine {
public:
    /// One way to show a piece: how wide that is, and how it is painted from an x on.
    struct Form {
        int width;
        std::function<void(QPainter& painter, int x)> paint;
    };

    /// The longest form first. Of two pieces the one with the higher `yields` gives way first;
    /// with 0 it never does.
    void add(std::vector<Form> forms, int yields = 0);
    /// Makes it no wider than that, if that can be.
    void fit(int width);
    void paint(QPainter& painter, int x) const;
    int width() const;

private:
    struct Piece {
        std::vector<Form> forms;
        int yields;
        std::size_t form = 0; ///< which is shown; behind the last: none

        int width() const { return form < forms.size() ? forms[form].width : 0; }
    };
    std::vector<Piece> pieces_;
};

} // namespace braid
