#include "logs/insights/commands/sort.h"

#include <algorithm>

#include "logs/insights/commands/commands.h"

namespace epitaph::logs::insights {
namespace {

/// Keeps all rows, or as many of the first ones as can matter in a heap whose front is the last.
class SortOperator final : public Operator {
  struct Entry {
    std::vector<Value> keys;
    RowPacker::Packed row;
    std::uint64_t number = 0;
  };

  auto in_order() const {
    return [this](const Entry& a, const Entry& b) { return before(a, b); };
  }

 public:
  SortOperator(const std::vector<SortKey>& keys, const OperatorSite& site)
      : keys_(keys),
        run_(site.run),
        fields_(site.fields),
        rows_wanted_(site.rows_wanted),
        packer_(site.live) {}

  Result<Flow> push(Row& row) override {
    Entry entry{.number = ++pushed_};
    entry.keys.reserve(keys_.size());
    for (const SortKey& key : keys_) entry.keys.push_back(key_of(key, row));
    const bool full = entries_.size() >= rows_wanted_;
    if (full && (entries_.empty() || !before(entry, entries_.front()))) return Flow::kMore;
    if (full) drop_last();
    for (Value& key : entry.keys) key = lasting(key);
    entry.row = packer_.pack(row);
    EPITAPH_CHECK(run_.memory.take(bytes_of(entry), "sort"));
    entries_.push_back(std::move(entry));
    if (rows_wanted_ != kUnbounded) std::ranges::push_heap(entries_, in_order());
    return Flow::kMore;
  }

  Status finish() override {
    std::ranges::sort(entries_, in_order());
    Row row(fields_);
    for (Entry& entry : entries_) {
      if (run_.stop.stop_requested()) return Done{};
      packer_.unpack(entry.row, row);
      run_.memory.give(bytes_of(entry));
      entry = {};
      EPITAPH_TRY(flow, pass(row));
      if (flow == Flow::kEnough) break;
    }
    return next().finish();
  }

  Status preview(Operator& next) const override {
    std::vector<const Entry*> sorted;
    sorted.reserve(entries_.size());
    for (const Entry& entry : entries_) sorted.push_back(&entry);
    std::ranges::sort(sorted, [this](auto a, auto b) { return before(*a, *b); });
    Row row(fields_);
    for (const Entry* entry : sorted) {
      packer_.unpack(entry->row, row);
      EPITAPH_TRY(flow, next.push(row));
      if (flow == Flow::kEnough) break;
    }
    return next.finish();
  }

 private:
  /// Lists and maps cannot be sorted by: they stand where absent values do.
  Value key_of(const SortKey& key, const Row& row) const {
    Value value = evaluate(key.field, row, run_.query);
    return value.is_document() ? Value{} : value;
  }

  bool before(const Entry& a, const Entry& b) const {
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      const int order = natural_order(a.keys[i], b.keys[i]);
      if (order != 0) return keys_[i].descending ? order > 0 : order < 0;
    }
    return a.number < b.number;
  }
  void drop_last() {
    std::ranges::pop_heap(entries_, in_order());
    run_.memory.give(bytes_of(entries_.back()));
    entries_.pop_back();
  }

  static std::size_t bytes_of(const Entry& entry) {
    return sizeof(Entry) + RowPacker::bytes(entry.keys) + RowPacker::bytes(entry.row);
  }

  const std::vector<SortKey>& keys_;
  RunContext& run_;
  const FieldTable& fields_;
  const std::size_t rows_wanted_;
  const RowPacker packer_;
  std::vector<Entry> entries_;
  std::uint64_t pushed_ = 0;
};

}  // namespace

std::unique_ptr<Operator> SortStage::start(const OperatorSite& site) const {
  return std::make_unique<SortOperator>(keys_, site);
}

void SortStage::reads(SlotSet& slots) const {
  for (const SortKey& key : keys_) slots.add(key.field);
}

ParsedStage parse_sort(Cursor& cursor, Span) {
  cursor.accept_keyword("by");  // AWS's own sample queries write `sort by @billedDuration desc`
  std::vector<SortKey> keys;
  EPITAPH_CHECK(read_list(cursor, [&]() -> Parsed<Done> {
    EPITAPH_TRY(field, cursor.parse_field());
    const bool descending = cursor.accept_keyword("desc");
    if (!descending) cursor.accept_keyword("asc");
    keys.push_back({std::move(field), descending});
    return Done{};
  }));
  return ParsedStage{std::make_unique<SortStage>(std::move(keys))};
}

}  // namespace epitaph::logs::insights
