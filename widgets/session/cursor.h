// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <cstdint>
#include <optional>

namespace braid {

/// Where in time all panes stand: live, at the present, or at one instant of the past. Whatever a
/// pane says of a task, it says of this moment, which `Session::shown` gives.
class Cursor : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    bool isLive() const { return !instant_; }
    /// In ns of the trace's clock; nothing while live.
    std::optional<std::int64_t> instant() const { return instant_; }

    void setInstant(std::int64_t timeNs);
    void setLive();

signals:
    /// It is another instant, or live again.
    void moved();

private:
    std::optional<std::int64_t> instant_;
};

} // namespace braid
