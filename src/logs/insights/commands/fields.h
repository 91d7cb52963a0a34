#pragma once
#include <string>
#include <vector>

#include "logs/insights/commands/commands.h"
#include "logs/insights/execution/runnable_stage.h"

namespace epitaph::logs::insights {

/// A column that is computed of each row by itself.
struct ComputedColumn {
  Expression expression;
  Slot slot;
};

/// `fields` and `display`: what differs is only which columns the query shows.
class FieldsStage final : public RunnableStage {
 public:
  FieldsStage(bool display, std::vector<ComputedColumn> computed)
      : display_(display), computed_(std::move(computed)) {}

  bool display() const { return display_; }

  std::string_view command() const override { return display_ ? "display" : "fields"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override;
  void reads(SlotSet& slots) const override;
  bool one_to_one() const override { return true; }
  bool row_by_row() const override { return true; }

 private:
  const bool display_;
  const std::vector<ComputedColumn> computed_;
};

}  // namespace epitaph::logs::insights
