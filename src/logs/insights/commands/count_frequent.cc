#include <algorithm>
#include <string>
#include <unordered_map>

#include "logs/insights/commands/commands.h"
#include "logs/insights/execution/runnable_stage.h"

namespace epitaph::logs::insights {
namespace {

constexpr std::string_view kCountColumn = "_approxcount";

struct Frequencies {
  std::vector<Expression> fields;
  std::vector<Slot> slots;  ///< a field each
  Slot count;
};

class CountFrequentOperator final : public GatheringOperator {
 public:
  CountFrequentOperator(const Frequencies& wanted, const OperatorSite& site)
      : GatheringOperator(site.run), wanted_(wanted), fields_(site.fields) {}

  Result<Flow> push(Row& row) override {
    key_.clear();
    std::vector<Value> values;
    for (const Expression& field : wanted_.fields) {
      values.push_back(evaluate(field, row, run_.query));
      if (values.back().is_document()) values.back() = {};
      append_key(values.back(), key_);
    }
    auto found = entries_.find(key_);
    if (found == entries_.end()) {
      for (Value& value : values) value = lasting(value);
      EPITAPH_CHECK(
          run_.memory.take(key_.size() + RowPacker::bytes(values) + kEntryBytes, "countFrequent"));
      found = entries_.emplace(key_, Entry{std::move(values), entries_.size(), 0}).first;
    }
    ++found->second.count;
    return Flow::kMore;
  }

 private:
  static constexpr std::size_t kEntryBytes = 96;
  struct Entry {
    std::vector<Value> values;
    std::size_t number = 0;
    std::uint64_t count = 0;
  };

  Status emit(Operator& into) const override {
    std::vector<const Entry*> entries;
    for (const auto& [key, entry] : entries_) entries.push_back(&entry);
    std::ranges::sort(entries, [](const Entry* a, const Entry* b) {
      return a->count != b->count ? a->count > b->count : a->number < b->number;
    });
    Row row(fields_);
    for (const Entry* entry : entries) {
      if (run_.stop.stop_requested()) break;
      row.clear();
      for (std::size_t i = 0; i < wanted_.slots.size(); ++i) {
        row[wanted_.slots[i]] = entry->values[i];
      }
      row[wanted_.count] = Value::number(static_cast<double>(entry->count));
      EPITAPH_TRY(flow, into.push(row));
      if (flow == Flow::kEnough) break;
    }
    return Done{};
  }

  const Frequencies& wanted_;
  const FieldTable& fields_;
  std::string key_;
  std::unordered_map<std::string, Entry> entries_;
};

/// `countFrequent f, …`: how often each combination of values occurs, the most frequent first. AWS
/// counts about; here the counts are exact.
/// Source: Amazon CloudWatch Logs User Guide, "countFrequent".
class CountFrequentStage final : public RunnableStage {
 public:
  explicit CountFrequentStage(Frequencies wanted) : wanted_(std::move(wanted)) {}

  std::string_view command() const override { return "countFrequent"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override {
    return std::make_unique<CountFrequentOperator>(wanted_, site);
  }
  void reads(SlotSet& slots) const override {
    for (const Expression& field : wanted_.fields) slots.add(field);
  }
  bool gathers() const override { return true; }
  bool closes() const override { return true; }

 private:
  const Frequencies wanted_;
};

}  // namespace

ParsedStage parse_count_frequent(Cursor& cursor, Span) {
  Frequencies wanted{};
  std::vector<Scope::Column> columns;
  EPITAPH_CHECK(read_list(cursor, [&]() -> Parsed<Done> {
    const std::size_t mark = cursor.mark();
    EPITAPH_TRY(name, cursor.parse_field_name());
    cursor.reset(mark);
    EPITAPH_TRY(field, cursor.parse_field());
    const auto* use = field.as<FieldUse>();
    const Slot slot = use != nullptr ? use->slot : cursor.fields().computed(name.name);
    columns.push_back({name.name, slot});
    wanted.slots.push_back(slot);
    wanted.fields.push_back(std::move(field));
    return Done{};
  }));
  wanted.count = cursor.scope().define_column(kCountColumn);
  columns.push_back({std::string{kCountColumn}, wanted.count});
  cursor.query().columns = columns;
  cursor.scope().close(columns);
  return ParsedStage{std::make_unique<CountFrequentStage>(std::move(wanted))};
}

}  // namespace epitaph::logs::insights
