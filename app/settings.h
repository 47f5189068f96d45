// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QVariant>

namespace braid {

/// A value that outlives the program: its name, and what it is until somebody says otherwise.
template<typename T>
struct Setting {
    const char* key;
    T otherwise{};
};

/// All that Braid remembers, in one list. What people choose in the settings comes first.
namespace setting {
inline const Setting<QString> theme{"theme", QStringLiteral("system")}; ///< `Appearance::nameOf`
inline const Setting<int> fontPoints{"fontPoints", 0};                  ///< 0: the system's
inline const Setting<int> blockedAfterMs{"blockedAfterMs", 100};
inline const Setting<bool> reducedMotion{"reducedMotion", false};
inline const Setting<bool> rerunOnSave{"rerunOnSave", false};
/// Scripts that were open run again at the start by themselves: never after a crash.
inline const Setting<bool> runAtStart{"runAtStart", false};

inline const Setting<QStringList> recentFiles{"recentFiles"};
inline const Setting<QString> folder{"folder"}; ///< of the last file that was chosen
inline const Setting<QByteArray> geometry{"geometry"};
inline const Setting<QByteArray> layout{"layout"};
inline const Setting<QByteArray> columns{"columns"};
inline const Setting<QString> lastTask{"tasks/last"}; ///< the built-in task that was started last

// See Desk.
inline const Setting<QStringList> deskScripts{"desk/scripts"};
inline const Setting<QString> deskSelected{"desk/selected"};
inline const Setting<qint64> deskOwner{"desk/owner", 0}; ///< the process that has it open
} // namespace setting

/// The one way to what is remembered. Several of these show the same values; each tells of what was
/// changed through it.
class Settings : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    template<typename T>
    T get(const Setting<T>& setting) const {
        return read(setting.key, QVariant::fromValue(setting.otherwise)).template value<T>();
    }
    template<typename T>
    void set(const Setting<T>& setting, const T& value) {
        write(setting.key, QVariant::fromValue(value));
    }
    /// What is set by now is in the file, which is replaced as a whole, and survives a crash.
    void save();

signals:
    /// The setting of this key has another value.
    void changed(const QString& key);

private:
    QVariant read(const char* key, const QVariant& otherwise) const;
    void write(const char* key, const QVariant& value);
};

} // namespace braid
