// SPDX-License-Identifier: MIT
#include "widgets/timeline/timeline_accessible.h"

#include "widgets/session/session.h"
#include "widgets/timeline/explanation.h"
#include "widgets/timeline/timeline_view.h"
#include "widgets/wording.h"

#include <QAccessibleWidget>

#include <algorithm>
#include <map>

namespace braid {

namespace {

/// What one lane is asked for at most: nobody listens to more, and all of it is kept in memory.
constexpr int mostSlices = 200;

using Rows = std::vector<TimelineGeometry::RowItems>;

/// What a row is about, so that it is known again when the list has been scrolled.
struct RowId {
    LaneId lane = LaneId::None;
    StrandId strand = StrandId::None;
    bool isEarlier = false;

    auto operator<=>(const RowId&) const = default;
};

RowId idOf(const TimelineRow& row) { return {row.lane, row.strand, row.isEarlier}; }

/// Interfaces live in Qt's cache, which is told when they go.
class Children {
public:
    ~Children() { clear(); }
    template<typename Make>
    QAccessibleInterface* get(const auto& key, Make&& make) {
        auto& id = ids_[key];
        if (id == 0)
            id = QAccessible::registerAccessibleInterface(make());
        return QAccessible::accessibleInterface(id);
    }
    std::size_t size() const { return ids_.size(); }
    void clear() {
        for (const auto& [key, id] : ids_)
            QAccessible::deleteAccessibleInterface(id);
        ids_.clear();
    }

private:
    std::map<std::pair<RowId, std::uint64_t>, QAccessible::Id> ids_;
};

class TimelineTable;

/// Neither has an object of its own: they are parts of the view.
class Part : public QAccessibleInterface {
public:
    bool isValid() const override { return window() != nullptr; }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    void setText(QAccessible::Text, const QString&) override {}
};

/// One slice: "get-2: waiting for 0.31 s · lock ← get-1 · fetch.py:41".
class SlicePart : public Part {
public:
    /// `number` counts the slices that were dropped, too.
    SlicePart(TimelineTable& table, RowId row, std::uint64_t number)
        : table_(table)
        , row_(row)
        , number_(number) {}

    bool isValid() const override;
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override { return {}; }
    QString text(QAccessible::Text text) const override;
    QRect rect() const override;
    QWindow* window() const override;

private:
    const Lane* lane() const;
    std::size_t index() const;

    TimelineTable& table_;
    const RowId row_;
    const std::uint64_t number_;
};

/// The one cell of a row.
class CellPart : public Part, public QAccessibleTableCellInterface {
public:
    CellPart(TimelineTable& table, RowId row)
        : table_(table)
        , row_(row) {}

    bool isValid() const override { return rowIndex() >= 0; }
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int index) const override;
    int childCount() const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessible::Role role() const override { return QAccessible::Cell; }
    QAccessible::State state() const override;
    QString text(QAccessible::Text text) const override;
    QRect rect() const override;
    QWindow* window() const override;
    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::TableCellInterface
                   ? static_cast<QAccessibleTableCellInterface*>(this)
                   : nullptr;
    }

    bool isSelected() const override;
    QList<QAccessibleInterface*> columnHeaderCells() const override { return {}; }
    QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
    int columnIndex() const override { return 0; }
    int rowIndex() const override;
    int columnExtent() const override { return 1; }
    int rowExtent() const override { return 1; }
    QAccessibleInterface* table() const override { return parent(); }

private:
    TimelineTable& table_;
    const RowId row_;
};

class TimelineTable : public QAccessibleWidget, public QAccessibleTableInterface {
public:
    explicit TimelineTable(TimelineView& view)
        : QAccessibleWidget(&view, QAccessible::Table)
        , view_(view) {}

    TimelineView& view() const { return view_; }
    Session& session() const { return view_.session(); }
    const Trace& trace() const { return session().trace(); }
    const Rows& rows() const {
        view_.prepare();
        return view_.geometryShown().rows;
    }
    int rowOf(const RowId& id) const {
        const Rows& all = rows();
        const auto row = std::find_if(all.begin(), all.end(),
                                      [&](const auto& entry) { return idOf(entry.row) == id; });
        return row == all.end() ? -1 : int(row - all.begin());
    }
    /// On the screen: that part of a row which is this stretch of time.
    QRect place(int row, TimeSpan span) const {
        const Rows& all = rows();
        if (row < 0 || std::size_t(row) >= all.size())
            return {};
        const double ratio = view_.devicePixelRatioF();
        const TimeScale scale{session().range().span(), view_.width()};
        const int left = std::clamp(scale.toX(span.beginNs), 0, view_.width());
        const int right = std::clamp(scale.toX(span.endNs), 0, view_.width());
        const TimelineRow& place = all[std::size_t(row)].row;
        const QRect rect(left, int(place.y / ratio), std::max(1, right - left),
                         int(place.height / ratio));
        return {view_.mapToGlobal(rect.topLeft()), rect.size()};
    }
    QAccessibleInterface* slice(const RowId& row, std::uint64_t number) {
        if (slices_.size() >= std::size_t(50) * mostSlices)
            slices_.clear();
        return slices_.get(std::pair(row, number),
                           [&] { return new SlicePart(*this, row, number); });
    }
    QAccessibleInterface* cell(int row) const {
        const Rows& all = rows();
        if (row < 0 || std::size_t(row) >= all.size())
            return nullptr;
        const RowId id = idOf(all[std::size_t(row)].row);
        auto* const self = const_cast<TimelineTable*>(this);
        return cells_.get(std::pair(id, std::uint64_t(0)), [&] { return new CellPart(*self, id); });
    }

    QString text(QAccessible::Text text) const override {
        if (text == QAccessible::Value)
            return view_.explanation();
        return QAccessibleWidget::text(text);
    }
    int childCount() const override { return int(rows().size()); }
    QAccessibleInterface* child(int index) const override { return cell(index); }
    int indexOfChild(const QAccessibleInterface* child) const override {
        auto* const part = const_cast<QAccessibleInterface*>(child);
        const QAccessibleTableCellInterface* const cell =
            part ? part->tableCellInterface() : nullptr;
        return cell ? cell->rowIndex() : -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override {
        for (int row = 0; row < rowCount(); ++row)
            if (QAccessibleInterface* const found = cell(row); found->rect().contains(x, y))
                return found;
        return nullptr;
    }
    QAccessibleInterface* focusChild() const override {
        return selectedRows().isEmpty() ? nullptr : cell(selectedRows().front());
    }
    void* interface_cast(QAccessible::InterfaceType type) override {
        if (type == QAccessible::TableInterface)
            return static_cast<QAccessibleTableInterface*>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    // -- a table ------------------------------------------------------------------------------

    QAccessibleInterface* caption() const override { return nullptr; }
    QAccessibleInterface* summary() const override { return nullptr; }
    QAccessibleInterface* cellAt(int row, int column) const override {
        return column == 0 ? cell(row) : nullptr;
    }
    int columnCount() const override { return 1; }
    int rowCount() const override { return int(rows().size()); }
    QString columnDescription(int) const override { return TimelineView::tr("What it does"); }
    QString rowDescription(int row) const override {
        const Rows& all = rows();
        if (row < 0 || std::size_t(row) >= all.size())
            return {};
        const TimelineRow& entry = all[std::size_t(row)].row;
        if (const Lane* const lane = trace().find(entry.lane))
            return toShown(trace().name(lane->name));
        const Strand* const strand = trace().find(entry.strand);
        return strand ? nameOf(trace(), *strand) : QString();
    }
    int selectedCellCount() const override { return int(selectedRows().size()); }
    int selectedColumnCount() const override { return 0; }
    int selectedRowCount() const override { return int(selectedRows().size()); }
    QList<QAccessibleInterface*> selectedCells() const override {
        QList<QAccessibleInterface*> cells;
        for (const int row : selectedRows())
            cells << cell(row);
        return cells;
    }
    QList<int> selectedColumns() const override { return {}; }
    QList<int> selectedRows() const override {
        for (int row = 0; row < rowCount(); ++row)
            if (isRowSelected(row))
                return {row};
        return {};
    }
    bool isColumnSelected(int) const override { return false; }
    bool isRowSelected(int row) const override {
        const Rows& all = rows();
        if (row < 0 || std::size_t(row) >= all.size())
            return false;
        const TimelineRow& entry = all[std::size_t(row)].row;
        const Selection& selection = session().selection();
        return entry.lane != LaneId::None ? entry.lane == selection.task()
                                          : entry.isHead() && selection.strand() == entry.strand;
    }
    bool selectRow(int row) override {
        const Rows& all = rows();
        if (row < 0 || std::size_t(row) >= all.size())
            return false;
        const TimelineRow entry = all[std::size_t(row)].row;
        if (entry.lane != LaneId::None)
            session().selection().setTask(entry.lane);
        else
            session().selection().setStrand(entry.strand);
        return true;
    }
    bool selectColumn(int) override { return false; }
    bool unselectRow(int row) override {
        if (!isRowSelected(row))
            return false;
        session().selection().clear();
        return true;
    }
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent*) override {}

private:
    TimelineView& view_;
    mutable Children cells_;
    Children slices_;
};

// -- a cell -------------------------------------------------------------------------------------

/// The slices of the visible time, by number; the last of them, if there are too many.
struct Visible {
    std::uint64_t first = 0;
    int count = 0;
};

Visible visibleSlices(const TimelineTable& table, const RowId& row) {
    const Lane* const lane = table.trace().find(row.lane);
    if (!lane || lane->empty())
        return {};
    const TimeSpan span = table.session().range().span();
    const std::size_t last = lane->index_at(span.endNs);
    std::size_t first = lane->index_at(span.beginNs);
    if ((*lane)[last].begin_ns > span.endNs ||
        lane->end_of(last, table.session().present()) < span.beginNs)
        return {};
    first = std::max(first, last + 1 - std::min<std::size_t>(last + 1, mostSlices));
    return {lane->dropped() + first, int(last - first + 1)};
}

QAccessibleInterface* CellPart::parent() const { return &table_; }

int CellPart::rowIndex() const { return table_.rowOf(row_); }

int CellPart::childCount() const { return visibleSlices(table_, row_).count; }

QAccessibleInterface* CellPart::child(int index) const {
    const Visible visible = visibleSlices(table_, row_);
    return index < 0 || index >= visible.count
               ? nullptr
               : table_.slice(row_, visible.first + std::uint64_t(index));
}

int CellPart::indexOfChild(const QAccessibleInterface* wanted) const {
    const int count = childCount();
    for (int i = 0; i < count; ++i)
        if (child(i) == wanted)
            return i;
    return -1;
}

bool CellPart::isSelected() const { return table_.isRowSelected(rowIndex()); }

QAccessible::State CellPart::state() const {
    QAccessible::State state;
    state.selectable = state.focusable = true;
    state.selected = isSelected();
    state.focused = state.selected && table_.view().hasFocus();
    state.invalid = !isValid();
    return state;
}

QString CellPart::text(QAccessible::Text text) const {
    if (text != QAccessible::Name && text != QAccessible::Value)
        return {};
    const Session& session = table_.session();
    if (row_.lane != LaneId::None)
        return explain(session.trace(), row_.lane, session.shown(), session.present());
    return table_.rowDescription(rowIndex());
}

QRect CellPart::rect() const { return table_.place(rowIndex(), table_.session().range().span()); }

QWindow* CellPart::window() const { return table_.window(); }

// -- a slice ------------------------------------------------------------------------------------

const Lane* SlicePart::lane() const { return table_.trace().find(row_.lane); }

std::size_t SlicePart::index() const { return std::size_t(number_ - lane()->dropped()); }

bool SlicePart::isValid() const {
    const Lane* const found = lane();
    return found && number_ >= found->dropped() && index() < found->size();
}

QAccessibleInterface* SlicePart::parent() const { return table_.cell(table_.rowOf(row_)); }

QString SlicePart::text(QAccessible::Text text) const {
    if (text != QAccessible::Name || !isValid())
        return {};
    return describeSlice(table_.trace(), *lane(), index(), table_.session().present());
}

QRect SlicePart::rect() const {
    if (!isValid())
        return {};
    return table_.place(table_.rowOf(row_), {(*lane())[index()].begin_ns,
                                             lane()->end_of(index(), table_.session().present())});
}

QWindow* SlicePart::window() const { return table_.window(); }

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
    auto* const view = qobject_cast<TimelineView*>(object);
    return view ? new TimelineTable(*view) : nullptr;
}

} // namespace

void makeTimelinesAccessible() {
    // The same one again is not installed twice.
    QAccessible::installFactory(makeInterface);
}

} // namespace braid
