// SPDX-License-Identifier: MIT
#include "app/settings_panel.h"

#include "app/settings.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>

namespace braid {

SettingsPanel::SettingsPanel(Settings& settings, QWidget* parent)
    : QWidget(parent)
    , settings_(settings)
    , form_(new QFormLayout(this)) {
    setAccessibleName(tr("Settings"));
    form_->setFormAlignment(Qt::AlignLeft | Qt::AlignTop);
    form_->setLabelAlignment(Qt::AlignLeft);
    form_->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form_->setContentsMargins(12, 10, 12, 10);
    addTheme();
    addFont();
    addBlocked();
    addFlag(setting::reducedMotion, tr("Reduced &motion"),
            tr("The timeline moves on by pages, a few times a second, and nothing by itself"));
    addFlag(setting::rerunOnSave, tr("Run a &script again when it is saved"),
            tr("A script that was run runs once more whenever its file is saved"));
    addFlag(setting::runAtStart, tr("Run what was open when Braid &starts"),
            tr("Otherwise Braid offers it; after a crash it always does"));
}

void SettingsPanel::addTheme() {
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(setting::theme.key));
    box->addItem(tr("As the system"), QStringLiteral("system"));
    box->addItem(tr("Light"), QStringLiteral("light"));
    box->addItem(tr("Dark"), QStringLiteral("dark"));
    box->addItem(tr("High contrast"), QStringLiteral("high-contrast"));
    const auto show = [this, box] {
        box->setCurrentIndex(box->findData(settings_.get(setting::theme)));
    };
    show();
    connect(box, &QComboBox::activated, this,
            [this, box] { settings_.set(setting::theme, box->currentData().toString()); });
    connect(&settings_, &Settings::changed, box, show);
    form_->addRow(tr("&Colours"), box);
}

void SettingsPanel::addFont() {
    constexpr int least = 6, most = 48;
    auto* box = new QSpinBox;
    box->setObjectName(QLatin1String(setting::fontPoints.key));
    box->setRange(least - 1, most);
    box->setSpecialValueText(tr("As the system"));
    box->setSuffix(tr(" pt"));
    const auto show = [this, box] { box->setValue(settings_.get(setting::fontPoints)); };
    show();
    connect(box, &QSpinBox::valueChanged, this, [this](int points) {
        settings_.set(setting::fontPoints, points < least ? 0 : points);
    });
    form_->addRow(tr("&Font size"), box);
}

void SettingsPanel::addBlocked() {
    auto* box = new QSpinBox;
    box->setObjectName(QLatin1String(setting::blockedAfterMs.key));
    box->setRange(1, 60'000);
    box->setSuffix(tr(" ms"));
    box->setToolTip(tr("A task that holds the loop for so long blocks it"));
    box->setValue(settings_.get(setting::blockedAfterMs));
    connect(box, &QSpinBox::valueChanged, this,
            [this](int ms) { settings_.set(setting::blockedAfterMs, ms); });
    form_->addRow(tr("&Blocked after"), box);
}

template<typename Flag>
void SettingsPanel::addFlag(const Flag& flag, const QString& text, const QString& tip) {
    auto* box = new QCheckBox(text);
    box->setObjectName(QLatin1String(flag.key));
    box->setToolTip(tip);
    box->setAccessibleDescription(tip);
    box->setChecked(settings_.get(flag));
    connect(box, &QCheckBox::toggled, this, [this, &flag](bool on) { settings_.set(flag, on); });
    form_->addRow(box);
}

} // namespace braid
