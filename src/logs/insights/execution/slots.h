#pragma once
#include <vector>

#include "logs/insights/expression.h"
#include "logs/insights/row.h"

namespace epitaph::logs::insights {

/// Some of a query's columns.
class SlotSet {
 public:
  void add(Slot slot);
  /// What the expression reads.
  void add(const Expression& expression);
  void add(const SlotSet& other);
  void clear() { in_.clear(); }
  bool contains(Slot slot) const {
    const auto at = static_cast<std::size_t>(slot);
    return at < in_.size() && in_[at];
  }
  /// In ascending order.
  std::vector<Slot> list() const;

 private:
  std::vector<bool> in_;
};

/// Places of the subqueries that the expression asks `in (SOURCE …)` of.
std::vector<std::size_t> asked_subqueries(const Expression& expression);

}  // namespace epitaph::logs::insights
