#include "logs/insights/execution/slots.h"

#include <type_traits>

namespace epitaph::logs::insights {
namespace {

template <class Visit>
void visit_each(const std::vector<Expression>& expressions, const Visit& visit);

/// Calls `visit` with the expression and with every one inside it.
template <class Visit>
void visit_all(const Expression& expression, const Visit& visit) {
  visit(expression);
  std::visit(
      [&visit](const auto& node) {
        using Node = std::decay_t<decltype(node)>;
        if constexpr (std::is_same_v<Node, DocumentPath>) {
          visit_all(*node.base, visit);
          if (node.otherwise) visit_all(*node.otherwise, visit);
        } else if constexpr (std::is_same_v<Node, Negation> || std::is_same_v<Node, Not>) {
          visit_all(*node.operand, visit);
        } else if constexpr (std::is_same_v<Node, Arithmetic> || std::is_same_v<Node, Compare>) {
          visit_all(*node.left, visit);
          visit_all(*node.right, visit);
        } else if constexpr (std::is_same_v<Node, AllOf> || std::is_same_v<Node, AnyOf>) {
          visit_each(node.operands, visit);
        } else if constexpr (std::is_same_v<Node, Contains>) {
          visit_all(*node.subject, visit);
          visit_all(*node.needle, visit);
        } else if constexpr (std::is_same_v<Node, Matches> || std::is_same_v<Node, OneOfQuery>) {
          visit_all(*node.subject, visit);
        } else if constexpr (std::is_same_v<Node, OneOf>) {
          visit_all(*node.subject, visit);
          visit_each(node.others, visit);
        } else if constexpr (std::is_same_v<Node, Call>) {
          visit_each(node.arguments, visit);
        }
      },
      expression.node);
}

template <class Visit>
void visit_each(const std::vector<Expression>& expressions, const Visit& visit) {
  for (const Expression& expression : expressions) visit_all(expression, visit);
}

}  // namespace

void SlotSet::add(Slot slot) {
  const auto at = static_cast<std::size_t>(slot);
  if (in_.size() <= at) in_.resize(at + 1);
  in_[at] = true;
}

void SlotSet::add(const Expression& expression) {
  visit_all(expression, [this](const Expression& inner) {
    if (const auto* field = inner.as<FieldUse>()) add(field->slot);
  });
}

void SlotSet::add(const SlotSet& other) {
  for (const Slot slot : other.list()) add(slot);
}

std::vector<Slot> SlotSet::list() const {
  std::vector<Slot> slots;
  for (std::size_t i = 0; i < in_.size(); ++i) {
    if (in_[i]) slots.push_back(static_cast<Slot>(i));
  }
  return slots;
}

std::vector<std::size_t> asked_subqueries(const Expression& expression) {
  std::vector<std::size_t> places;
  visit_all(expression, [&places](const Expression& inner) {
    if (const auto* asked = inner.as<OneOfQuery>()) places.push_back(asked->subquery);
  });
  return places;
}

}  // namespace epitaph::logs::insights
