// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QFormLayout;

namespace braid {

class Settings;

/// What people can set, each of it in force at once: a pane, no dialog.
class SettingsPanel : public QWidget {
    Q_OBJECT

public:
    /// `settings` must outlive it.
    explicit SettingsPanel(Settings& settings, QWidget* parent = nullptr);

private:
    void addTheme();
    void addFont();
    void addBlocked();
    template<typename Flag>
    void addFlag(const Flag& flag, const QString& text, const QString& tip);

    Settings& settings_;
    QFormLayout* form_;
};

} // namespace braid
