// SPDX-License-Identifier: MIT
#include "widgets/welcome/drop_plan.h"

#include "widgets/wording.h"

#include <QCoreApplication>

namespace braid {

namespace fs = std::filesystem;

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::DropPlan)
};
} // namespace

QString nameOf(const fs::path& path) {
    const fs::path name = path.has_filename() ? path.filename() : path.parent_path().filename();
    return toShown(name.string());
}

QString DropPlan::promise() const {
    QStringList parts;
    if (isOpen && scripts.empty() && notes.empty())
        parts << Words::tr("Look for scripts to run");
    else if (isOpen && !scripts.empty())
        parts << Words::tr("Run %n script(s) or more", nullptr, int(scripts.size()));
    else if (scripts.size() == 1)
        parts << Words::tr("Run %1").arg(nameOf(scripts.front()));
    else if (!scripts.empty())
        parts << Words::tr("Run %n script(s)", nullptr, int(scripts.size()));
    const QString held = Words::tr("%n block(s)", nullptr, blocks);
    if (notes.size() == 1)
        parts << (parts.isEmpty() ? Words::tr("Open %1 (%2)") : Words::tr("open %1 (%2)"))
                     .arg(nameOf(notes.front()), held);
    else if (!notes.empty())
        parts << (parts.isEmpty() ? Words::tr("Open %n note(s) (%1)", nullptr, int(notes.size()))
                                  : Words::tr("open %n note(s) (%1)", nullptr, int(notes.size())))
                     .arg(held);
    if (!text.isEmpty())
        parts << Words::tr("Run this text as a scratch script");
    if (parts.isEmpty())
        parts << Words::tr("Nothing to run here");
    constexpr int most = 3;
    QStringList named = skipped.mid(0, most);
    if (skipped.size() > most)
        named << Words::tr("%n more", nullptr, int(skipped.size()) - most);
    if (!named.isEmpty())
        parts << Words::tr("skip %1").arg(named.join(QStringLiteral(", ")));
    return parts.join(QStringLiteral(" · "));
}

} // namespace braid
