// SPDX-License-Identifier: MIT
#include "bridge/qt/detail/object_wait.h"

#include <stdexcept>
#include <string>

namespace braid::detail {

ObjectWait::ObjectWait(const char* what)
    : what_(what) {}

ObjectWait::ObjectWait(const QObject* object, const char* what)
    : what_(what)
    , object_(object) {
    if (!object)
        throw std::invalid_argument(std::string("there is no object to wait for: ") + what);
    QObject::connect(object, &QObject::destroyed, &context_, [this] {
        died_ = pending_;
        end();
    });
}

void ObjectWait::end() noexcept {
    pending_ = false;
    if (ObjectAwaiter* const waiter = std::exchange(waiter_, nullptr))
        waiter->wake();
}

} // namespace braid::detail
