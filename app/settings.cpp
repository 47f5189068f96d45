// SPDX-License-Identifier: MIT
#include "app/settings.h"

#include <QSettings>

namespace braid {

QVariant Settings::read(const char* key, const QVariant& otherwise) const {
    return QSettings().value(QLatin1String(key), otherwise);
}

void Settings::write(const char* key, const QVariant& value) {
    QSettings settings;
    const QLatin1String name(key);
    if (settings.contains(name) && settings.value(name) == value)
        return;
    settings.setValue(name, value);
    emit changed(name);
}

void Settings::save() { QSettings().sync(); }

} // namespace braid
