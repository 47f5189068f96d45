// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/english_plurals.h"

#include <QLocale>
#include <QTranslator>

namespace braid {

/// The application's texts in a language, if there is a catalogue for it, Qt's own too; or else in
/// English.
class Translations {
public:
    /// One at a time, for as long as the application shows texts. The program's catalogues are in
    /// its resources.
    explicit Translations(const QLocale& locale = QLocale(),
                          const QString& folder = QStringLiteral(":/translations"));
    ~Translations();
    Translations(const Translations&) = delete;
    Translations& operator=(const Translations&) = delete;

private:
    EnglishPlurals english_;
    QTranslator qt_;
    QTranslator braid_;
};

} // namespace braid
