#include "logs/insights/execution/prefilter.h"

#include <algorithm>
#include <array>

namespace epitaph::logs::insights {
namespace {

/// More than this costs more than it saves.
constexpr std::size_t kNeedlesMax = 8;
constexpr std::size_t kGroupsMax = 4;

enum class FieldPlace { kElsewhere, kLeaf, kMessage };

FieldPlace place_of(const Expression& expression, const FieldTable& fields) {
  constexpr std::array<std::string_view, 5> kOwn = {"@timestamp", "@ingestionTime", "@logStream",
                                                    "@log", "@ptr"};
  const auto* use = expression.as<FieldUse>();
  if (use == nullptr) return FieldPlace::kElsewhere;
  for (const auto& field : fields.event_fields()) {
    if (field.slot != use->slot) continue;
    if (field.name == "@message") return FieldPlace::kMessage;
    return std::ranges::find(kOwn, field.name) == kOwn.end() ? FieldPlace::kLeaf
                                                             : FieldPlace::kElsewhere;
  }
  return FieldPlace::kElsewhere;
}

/// Whether the text can be a part of how a number is written.
bool could_be_of_number(std::string_view text) {
  return text.find_first_not_of("0123456789.eE+-") == std::string_view::npos;
}

}  // namespace

void Prefilter::require(const Expression& condition, const FieldTable& fields) {
  if (const auto* all = condition.as<AllOf>()) {
    for (const Expression& operand : all->operands) require(operand, fields);
    return;
  }
  auto group = group_of(condition, fields);
  if (group && groups_.size() < kGroupsMax) groups_.push_back(std::move(*group));
}

bool Prefilter::may_match(std::string_view message) const {
  for (const Group& group : groups_) {
    const bool found = std::ranges::any_of(
        group.needles, [&](const TextNeedle& needle) { return needle.is_in(message); });
    if (found) continue;
    if (group.verbatim || message.find('\\') == std::string_view::npos) return false;
  }
  return true;
}

std::optional<Prefilter::Group> Prefilter::group_of(const Expression& condition,
                                                    const FieldTable& fields) {
  if (const auto* any = condition.as<AnyOf>()) return group_of_any(*any, fields);
  std::vector<std::string> texts;
  const Expression* subject = nullptr;
  if (const auto* equal = condition.as<Compare>(); equal && equal->op == Comparison::kEqual) {
    const bool literal_right = equal->right->as<Literal>() != nullptr;
    subject = literal_right ? equal->left.get() : equal->right.get();
    texts = {literal_text(literal_right ? *equal->right : *equal->left).value_or("")};
  } else if (const auto* contains = condition.as<Contains>(); contains && !contains->negated) {
    subject = contains->subject.get();
    texts = {literal_text(*contains->needle).value_or("")};
  } else if (const auto* one = condition.as<OneOf>(); one && !one->negated) {
    subject = one->subject.get();
    texts = one->values.texts();
    if (texts.size() != one->values.size() || !one->others.empty()) return std::nullopt;
  }
  if (subject == nullptr || texts.empty() || texts.size() > kNeedlesMax) {
    return std::nullopt;
  }
  const FieldPlace place = place_of(*subject, fields);
  if (place == FieldPlace::kElsewhere) return std::nullopt;
  const bool usable = std::ranges::all_of(
      texts, [](const std::string& text) { return !text.empty() && !could_be_of_number(text); });
  if (!usable) return std::nullopt;
  Group group;
  group.verbatim = place == FieldPlace::kMessage;
  for (std::string& text : texts) group.needles.emplace_back(std::move(text));
  return group;
}

/// An alternative that says nothing makes the whole say nothing.
std::optional<Prefilter::Group> Prefilter::group_of_any(const AnyOf& any,
                                                        const FieldTable& fields) {
  Group joined;
  joined.verbatim = true;
  for (const Expression& operand : any.operands) {
    auto group = group_of(operand, fields);
    if (!group) return std::nullopt;
    joined.verbatim = joined.verbatim && group->verbatim;
    for (auto& needle : group->needles) joined.needles.push_back(std::move(needle));
  }
  if (joined.needles.size() > kNeedlesMax) return std::nullopt;
  return joined;
}

}  // namespace epitaph::logs::insights
