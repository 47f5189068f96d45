// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme.h"

#include <QFont>
#include <QObject>
#include <QString>

#include <optional>

namespace braid {

/// How the application looks: its style, and its palette. The user's choice of a theme wins, then
/// the desktop's colours; where the desktop says nothing, Braid's own light ones.
class Appearance : public QObject {
    Q_OBJECT

public:
    /// One per application, for as long as it shows windows.
    explicit Appearance(QObject* parent = nullptr);

    /// Nothing: as the system.
    std::optional<Theme::Kind> choice() const { return choice_; }
    void choose(std::optional<Theme::Kind> kind);

    /// The size of all text; 0: as the system.
    void setFontPoints(int points);

    /// "light", "dark", "high-contrast"; nothing for anything else.
    static std::optional<Theme::Kind> kindOf(const QString& name);
    static QString nameOf(std::optional<Theme::Kind> kind);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void apply();

    const QFont systemFont_;
    std::optional<Theme::Kind> choice_;
    bool applying_ = false;
};

} // namespace braid
