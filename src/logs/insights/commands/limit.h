#pragma once
#include <cstddef>

#include "logs/insights/execution/runnable_stage.h"

namespace epitaph::logs::insights {

/// `limit n`, and `limit any n`, which is the same here: reading always ends with the last row that
/// is wanted.
class LimitStage final : public RunnableStage {
 public:
  explicit LimitStage(std::size_t rows) : rows_(rows) {}

  std::size_t rows() const { return rows_; }

  std::string_view command() const override { return "limit"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override;
  void reads(SlotSet&) const override {}

 private:
  const std::size_t rows_;
};

}  // namespace epitaph::logs::insights
