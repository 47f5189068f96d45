// SPDX-License-Identifier: MIT
#include "app/colour_commands.h"

#include "app/appearance.h"
#include "app/settings.h"

#include <QCoreApplication>

namespace braid {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::ColourCommands)
};
} // namespace

std::vector<Command> colourCommands(const Appearance& appearance, Settings& settings) {
    const auto command = [&appearance, &settings](const QString& text, const QString& tip,
                                                  std::optional<Theme::Kind> kind) {
        return Command{
            .id = QStringLiteral("view.colours.") + Appearance::nameOf(kind),
            .category = Command::Category::View,
            .text = text,
            .tip = tip,
            .submenu = Words::tr("Colou&rs"),
            .run = [&settings, kind] { settings.set(setting::theme, Appearance::nameOf(kind)); },
            .isChecked = [&appearance, kind] { return appearance.choice() == kind; }};
    };
    return {
        command(Words::tr("As the &system"), Words::tr("Take the desktop's colours"), {}),
        command(Words::tr("&Light"), Words::tr("Light colours"), Theme::Kind::Light),
        command(Words::tr("&Dark"), Words::tr("Dark colours"), Theme::Kind::Dark),
        command(Words::tr("&High contrast"), Words::tr("White and strong on black"),
                Theme::Kind::HighContrast),
    };
}

} // namespace braid
