// SPDX-License-Identifier: MIT
#include "widgets/session/source_place.h"

#include <QFile>

namespace braid {

QString toPath(std::string_view text) {
    return QFile::decodeName(QByteArray(text.data(), qsizetype(text.size())));
}

std::optional<SourcePlace> placeOf(const Trace& trace, LocationId where) {
    const Location location = trace.location(where);
    if (location.file == TextId::None || location.line <= 0)
        return {};
    return SourcePlace{toPath(trace.text(location.file)), location.line};
}

std::optional<SourcePlace> placeOf(const Trace& trace, LaneId id, std::int64_t timeNs) {
    const Lane* const lane = trace.find(id);
    if (!lane)
        return {};
    if (!lane->empty())
        if (auto place = placeOf(trace, (*lane)[lane->index_at(timeNs)].where))
            return place;
    return placeOf(trace, lane->created_at);
}

} // namespace braid
