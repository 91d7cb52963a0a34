#pragma once
#include <vector>

#include "logs/insights/execution/runnable_stage.h"

namespace epitaph::logs::insights {

struct SortKey {
  Expression field;
  bool descending = false;
};

/// `sort [by] a desc, b`: rows that are equal keep the order in which they came.
class SortStage final : public RunnableStage {
 public:
  explicit SortStage(std::vector<SortKey> keys) : keys_(std::move(keys)) {}

  const std::vector<SortKey>& keys() const { return keys_; }

  std::string_view command() const override { return "sort"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override;
  void reads(SlotSet& slots) const override;
  bool gathers() const override { return true; }

 private:
  const std::vector<SortKey> keys_;
};

}  // namespace epitaph::logs::insights
