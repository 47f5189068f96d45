// SPDX-License-Identifier: MIT
#pragma once

#include <QTranslator>

namespace braid {

/// Turns the sources' "%n task(s)" into "1 task" and "2 tasks", in Braid's own texts. For English
/// only, so it is installed before, and therefore asked after, a translation.
class EnglishPlurals : public QTranslator {
    Q_OBJECT

public:
    using QTranslator::QTranslator;

    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char* disambiguation,
                      int n) const override;
};

} // namespace braid
