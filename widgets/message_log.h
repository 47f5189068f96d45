// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/message.h"

#include <QListWidget>

namespace braid {

/// All that a MessageBar has said, with the time of day, to be read again.
class MessageLog : public QListWidget {
    Q_OBJECT

public:
    /// What is older is forgotten.
    static constexpr int most = 500;

    explicit MessageLog(QWidget* parent = nullptr);

    void add(Message::Kind kind, const QString& text);
};

} // namespace braid
