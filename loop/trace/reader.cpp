// SPDX-License-Identifier: MIT
#include "loop/trace/reader.h"

#include "loop/trace/trace.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace braid {

// -- the trace's side -------------------------------------------------------------------------

void Trace::list(Lane& lane) {
    list(lane.listed_, *strands_.find(lane.strand),
         [&](TraceReader::Changes& changes) { changes.lanes.push_back(lane.id); });
}

void Trace::list(Strand& strand) {
    list(strand.listed, strand,
         [&](TraceReader::Changes& changes) { changes.strands.push_back(strand.id); });
}

template<typename Add>
void Trace::list(std::uint32_t& listed, const Strand& strand, Add&& add) {
    const bool worth_looking = strand.kind != StrandKind::Window;
    const std::uint32_t missing = readers_mask_ & ~listed;
    listed |= missing;
    for (TraceReader* const reader : readers_) {
        if (!reader || !(missing & reader->bit_))
            continue;
        add(reader->changes_);
        const bool first = worth_looking && !std::exchange(reader->changes_.worth_looking, true);
        // Somebody who sleeps while many come and go need not hear of each.
        if (reader->changes_.lanes.size() > 2 * limits_.lanes) {
            reader->changes_ = {{}, {}, true, true};
            readers_mask_ &= ~reader->bit_;
        }
        if (first && reader->on_change_)
            reader->on_change_();
    }
}

std::uint32_t Trace::add_reader(TraceReader& reader) {
    const auto place = std::find(readers_.begin(), readers_.end(), nullptr);
    const auto index = std::size_t(place - readers_.begin());
    assert(index < 32 && "too many readers of one trace");
    if (place == readers_.end())
        readers_.push_back(&reader);
    else
        *place = &reader;
    return std::uint32_t(1) << index;
}

void Trace::remove_reader(TraceReader& reader) {
    *std::find(readers_.begin(), readers_.end(), &reader) = nullptr;
    readers_mask_ &= ~reader.bit_;
}

void Trace::unlist(std::uint32_t bit, const TraceReader::Changes& changes) {
    if (changes.everything) {
        lanes_.for_each([&](LaneId, Lane& lane) { lane.listed_ &= ~bit; });
        strands_.for_each([&](StrandId, Strand& strand) { strand.listed &= ~bit; });
        readers_mask_ |= bit;
        return;
    }
    for (const LaneId id : changes.lanes)
        if (Lane* const lane = lanes_.find(id))
            lane->listed_ &= ~bit;
    for (const StrandId id : changes.strands)
        if (Strand* const strand = strands_.find(id))
            strand->listed &= ~bit;
}

// -- the reader's -----------------------------------------------------------------------------

TraceReader::TraceReader(Trace& trace, std::function<void()> on_change)
    : trace_(trace)
    , on_change_(std::move(on_change))
    , bit_(trace.add_reader(*this)) {
    changes_.everything = changes_.worth_looking = true;
}

TraceReader::~TraceReader() { trace_.remove_reader(*this); }

TraceReader::Changes TraceReader::take() {
    trace_.unlist(bit_, changes_);
    return std::exchange(changes_, {});
}

} // namespace braid
