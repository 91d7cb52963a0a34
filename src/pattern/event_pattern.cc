#include "pattern/event_pattern.h"

#include <algorithm>
#include <optional>
#include <variant>
#include <vector>

#include "pattern/array_consistency.h"
#include "pattern/pattern_parser.h"

namespace epitaph::pattern {
namespace {

FieldChoices choices_of(const Leaf& leaf, const FlatEvent& event) {
  FieldChoices out;
  out.may_be_absent = std::ranges::any_of(
      leaf.conditions, [](const Condition& c) { return std::holds_alternative<Absent>(c); });
  for (const FlatEvent::Leaf* found : event.leaves_at(leaf.path)) {
    if (out.may_be_absent) out.present.push_back(found->scope);
    if (std::ranges::any_of(leaf.conditions,
                            [&](const Condition& c) { return accepts(c, found->value); })) {
      out.accepted.push_back(found->scope);
    }
  }
  out.put_in_order();
  return out;
}

}  // namespace

Result<EventPattern> EventPattern::compile(std::string_view json) {
  auto parsed = parse_pattern(json);
  if (const auto* error = std::get_if<PatternError>(&parsed)) {
    return Error{ErrorKind::kInvalid, error->message()};
  }
  return EventPattern(std::get<ParsedPattern>(std::move(parsed)));
}

bool EventPattern::matches(std::string_view event) const {
  const auto flat = FlatEvent::parse(event);
  return flat && matches(*flat);
}

bool EventPattern::matches(const FlatEvent& event) const {
  // Alternatives share leaves, so what a leaf can choose is found out once.
  std::vector<std::optional<FieldChoices>> choices(parsed_.leaves.size());
  ArrayConsistency consistency(event.arrays());
  return std::ranges::any_of(parsed_.alternatives, [&](const ParsedPattern::Alternative& fields) {
    std::vector<const FieldChoices*> alternative;
    for (const std::size_t leaf : fields) {
      auto& choice = choices[leaf];
      if (!choice) choice = choices_of(parsed_.leaves[leaf], event);
      if (choice->accepted.empty() && !choice->may_be_absent) return false;
      alternative.push_back(&*choice);
    }
    return consistency.holds(alternative);
  });
}

}  // namespace epitaph::pattern
