#include "logs/insights/commands/dedup.h"

#include <string>
#include <unordered_set>

#include "logs/insights/commands/commands.h"

namespace epitaph::logs::insights {
namespace {

class DedupOperator final : public Operator {
 public:
  DedupOperator(const std::vector<Expression>& fields, RunContext& run)
      : fields_(fields), run_(run) {}

  Result<Flow> push(Row& row) override {
    key_.clear();
    for (const Expression& field : fields_) {
      const Value value = evaluate(field, row, run_.query);
      if (value.absent() || value.is_document()) return pass(row);
      append_key(value, key_);
    }
    if (seen_.contains(key_)) return Flow::kMore;
    EPITAPH_CHECK(run_.memory.take(key_.size() + kEntryBytes, "dedup"));
    seen_.insert(key_);
    return pass(row);
  }

 private:
  /// Of a text in a hash set, beside the text itself.
  static constexpr std::size_t kEntryBytes = 64;

  const std::vector<Expression>& fields_;
  RunContext& run_;
  std::string key_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

std::unique_ptr<Operator> DedupStage::start(const OperatorSite& site) const {
  return std::make_unique<DedupOperator>(fields_, site.run);
}

void DedupStage::reads(SlotSet& slots) const {
  for (const Expression& field : fields_) slots.add(field);
}

ParsedStage parse_dedup(Cursor& cursor, Span) {
  std::vector<Expression> fields;
  EPITAPH_CHECK(read_list(cursor, [&]() -> Parsed<Done> {
    EPITAPH_TRY(field, cursor.parse_field());
    fields.push_back(std::move(field));
    return Done{};
  }));
  return ParsedStage{std::make_unique<DedupStage>(std::move(fields))};
}

}  // namespace epitaph::logs::insights
