#pragma once
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "logs/insights/execution/operator.h"
#include "logs/insights/execution/slots.h"
#include "logs/insights/stage.h"

namespace epitaph::logs::insights {

/// What every command's stage is: how it works on rows, and what a planner may know of it.
/// Immutable once parsed.
class RunnableStage : public Stage {
 public:
  /// The keyword, for errors.
  virtual std::string_view command() const = 0;
  virtual std::unique_ptr<Operator> start(const OperatorSite& site) const = 0;
  /// Adds the columns that it reads of the rows that come in.
  virtual void reads(SlotSet& slots) const = 0;

  /// Whether each row gives exactly one, in the order in which they came: so a limit behind it
  /// holds before it too.
  virtual bool one_to_one() const { return false; }
  /// Whether what it does to a row depends on no other row: so the rows may come in any order.
  virtual bool row_by_row() const { return false; }
  /// Whether it gives no row before it has seen them all; it then has a preview().
  virtual bool gathers() const { return false; }
  /// Whether the columns in front of it are gone behind it, as behind stats.
  virtual bool closes() const { return false; }

  /// A subquery whose rows it needs, and which of its columns.
  struct SubqueryUse {
    std::size_t subquery;
    std::vector<Slot> slots;
    std::size_t rows_max = kUnbounded;
  };
  virtual std::optional<SubqueryUse> subquery() const { return std::nullopt; }
  /// What decides whether a row goes on, where the stage is a filter.
  virtual const Expression* condition() const { return nullptr; }
};

}  // namespace epitaph::logs::insights
