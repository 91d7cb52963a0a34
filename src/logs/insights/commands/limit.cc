#include "logs/insights/commands/limit.h"

#include <fmt/format.h>

#include "logs/insights/commands/commands.h"
#include "logs/insights/execution.h"

namespace epitaph::logs::insights {
namespace {

class LimitOperator final : public Operator {
 public:
  explicit LimitOperator(std::size_t rows) : left_(rows) {}

  Result<Flow> push(Row& row) override {
    if (left_ == 0) return Flow::kEnough;
    --left_;
    EPITAPH_TRY(flow, pass(row));
    return left_ == 0 ? Flow::kEnough : flow;
  }

 private:
  std::size_t left_;
};

}  // namespace

std::unique_ptr<Operator> LimitStage::start(const OperatorSite&) const {
  return std::make_unique<LimitOperator>(rows_);
}

ParsedStage parse_limit(Cursor& cursor, Span) {
  cursor.accept_keyword("any");
  const Span number = cursor.peek().span;
  EPITAPH_TRY(rows, cursor.expect_integer());
  if (rows == 0 || rows > kRowsMax) {
    return unexpected_symbol(cursor.text(), number,
                             fmt::format("a limit is a number from 1 to {}", kRowsMax));
  }
  return ParsedStage{std::make_unique<LimitStage>(static_cast<std::size_t>(rows))};
}

}  // namespace epitaph::logs::insights
