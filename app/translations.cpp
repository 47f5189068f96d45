// SPDX-License-Identifier: MIT
#include "app/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>

namespace braid {

Translations::Translations(const QLocale& locale, const QString& folder) {
    // The last one is asked first.
    QCoreApplication::installTranslator(&english_);
    if (!braid_.load(locale, QStringLiteral("braid"), QStringLiteral("_"), folder))
        return;
    // Where only half would be there, say Qt's buttons, English is better.
    if (qt_.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                 QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qt_);
    QCoreApplication::installTranslator(&braid_);
}

Translations::~Translations() {
    for (QTranslator* const translator : {&braid_, &qt_, static_cast<QTranslator*>(&english_)})
        QCoreApplication::removeTranslator(translator);
}

} // namespace braid
