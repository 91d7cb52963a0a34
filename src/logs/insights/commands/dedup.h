#pragma once
#include <vector>

#include "logs/insights/execution/runnable_stage.h"

namespace epitaph::logs::insights {

/// `dedup a, b`: of the rows that have the same values, the first in the order in which they come.
/// Rows that lack one of the fields all stay. Source: reference cloudwatch-logs.md, 5.2.
class DedupStage final : public RunnableStage {
 public:
  explicit DedupStage(std::vector<Expression> fields) : fields_(std::move(fields)) {}

  std::string_view command() const override { return "dedup"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override;
  void reads(SlotSet& slots) const override;

 private:
  const std::vector<Expression> fields_;
};

}  // namespace epitaph::logs::insights
