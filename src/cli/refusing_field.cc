#include "cli/refusing_field.h"

#include <algorithm>
#include <variant>

#include "model/event.h"
#include "pattern/flat_event.h"

namespace epitaph::cli {
namespace {

using pattern::Condition;
using pattern::FlatEvent;
using pattern::Leaf;
using pattern::ParsedPattern;
using pattern::Value;

bool accepts(const Leaf& leaf, const FlatEvent& event) {
  const auto found = event.leaves_at(leaf.path);
  return std::ranges::any_of(leaf.conditions, [&](const Condition& condition) {
    if (std::holds_alternative<pattern::Absent>(condition)) return found.empty();
    return std::ranges::any_of(found, [&](const FlatEvent::Leaf* value) {
      return pattern::accepts(condition, value->value);
    });
  });
}

std::string text_of(const Value& value) {
  switch (value.kind) {
    case Value::Kind::kString:
      return quote_json(value.text);
    case Value::Kind::kNumber:
      return std::string{value.text};
    case Value::Kind::kTrue:
      return "true";
    case Value::Kind::kFalse:
      return "false";
    case Value::Kind::kNull:
      break;
  }
  return "null";
}

/// The leaves of one alternative that say no, in the order of the pattern's text.
std::vector<std::size_t> refusing(const ParsedPattern& pattern,
                                  const ParsedPattern::Alternative& fields,
                                  const FlatEvent& event) {
  std::vector<std::size_t> refusing;
  for (const std::size_t leaf : fields) {
    if (!accepts(pattern.leaves[leaf], event)) refusing.push_back(leaf);
  }
  std::ranges::sort(refusing);
  return refusing;
}

}  // namespace

std::optional<RefusingField> refusing_field(const pattern::EventPattern& pattern,
                                            std::string_view event) {
  const auto flat = FlatEvent::parse(event);
  if (!flat || pattern.matches(*flat)) return std::nullopt;
  const ParsedPattern& parsed = pattern.parsed();
  std::optional<std::vector<std::size_t>> fewest;
  for (const auto& alternative : parsed.alternatives) {
    auto fields = refusing(parsed, alternative, *flat);
    if (!fewest || fields.size() < fewest->size()) fewest = std::move(fields);
  }
  RefusingField refusal;
  if (!fewest || fewest->empty()) return refusal;
  refusal.path = parsed.leaves[fewest->front()].path;
  for (const auto* leaf : flat->leaves_at(refusal.path)) {
    refusal.values.push_back(text_of(leaf->value));
  }
  return refusal;
}

}  // namespace epitaph::cli
