#include "logs/insights/execution/scan_hints.h"

#include <algorithm>
#include <cmath>

#include "storage/storage.h"

namespace epitaph::logs::insights {
namespace {

/// The comparison that says the same with its sides changed.
Comparison turned(Comparison comparison) {
  switch (comparison) {
    case Comparison::kLess:
      return Comparison::kGreater;
    case Comparison::kLessOrEqual:
      return Comparison::kGreaterOrEqual;
    case Comparison::kGreater:
      return Comparison::kLess;
    case Comparison::kGreaterOrEqual:
      return Comparison::kLessOrEqual;
    case Comparison::kEqual:
    case Comparison::kNotEqual:
      break;
  }
  return comparison;
}

/// A whole number of milliseconds that an event can have.
std::optional<Timestamp> as_time(double ms) {
  constexpr double kFurthestMs = 1e15;
  if (!(std::abs(ms) < kFurthestMs)) return std::nullopt;
  return Timestamp{std::chrono::milliseconds{static_cast<std::int64_t>(ms)}};
}

bool is_slot(const Expression& expression, const std::optional<Slot>& slot) {
  const auto* field = expression.as<FieldUse>();
  return field != nullptr && slot && field->slot == *slot;
}

}  // namespace

std::optional<Slot> event_slot(const FieldTable& fields, std::string_view name) {
  for (const auto& field : fields.event_fields()) {
    if (field.name == name) return field.slot;
  }
  return std::nullopt;
}

ScanHints::ScanHints(const FieldTable& fields)
    : timestamp_(event_slot(fields, "@timestamp")),
      stream_(event_slot(fields, "@logStream")),
      from_(storage::kEarliest),
      until_(storage::kLatest) {}

void ScanHints::require(const Expression& condition) {
  if (const auto* all = condition.as<AllOf>()) {
    for (const Expression& operand : all->operands) require(operand);
  } else if (const auto* comparison = condition.as<Compare>()) {
    require_comparison(*comparison);
  } else if (const auto* one = condition.as<OneOf>()) {
    auto texts = one->values.texts();
    const bool texts_only = texts.size() == one->values.size() && one->others.empty();
    if (!one->negated && texts_only && is_slot(*one->subject, stream_)) {
      require_streams(std::move(texts));
    }
  }
}

void ScanHints::require_comparison(const Compare& comparison) {
  const bool literal_right = comparison.right->as<Literal>() != nullptr;
  const Expression& field = literal_right ? *comparison.left : *comparison.right;
  const auto* literal = (literal_right ? comparison.right : comparison.left)->as<Literal>();
  if (literal == nullptr) return;
  const Comparison op = literal_right ? comparison.op : turned(comparison.op);
  const auto number = literal->value.to_number();
  if (is_slot(field, timestamp_) && number) {
    require_time(op, *number);
  } else if (is_slot(field, stream_) && op == Comparison::kEqual && literal->value.is_text() &&
             !number) {
    // A name that is a number equals others too: "7" is "07".
    std::string scratch;
    require_streams({std::string{literal->value.to_text(scratch)}});
  }
}

void ScanHints::require_time(Comparison comparison, double ms) {
  const auto floor = as_time(std::floor(ms));
  const auto ceil = as_time(std::ceil(ms));
  if (!floor || !ceil) return;
  switch (comparison) {
    case Comparison::kEqual:
      from_ = std::max(from_, *ceil);
      until_ = std::min(until_, *floor);
      break;
    case Comparison::kGreater:
    case Comparison::kGreaterOrEqual:
      from_ = std::max(from_, *floor);
      break;
    case Comparison::kLess:
    case Comparison::kLessOrEqual:
      until_ = std::min(until_, *ceil);
      break;
    case Comparison::kNotEqual:
      break;
  }
}

void ScanHints::require_streams(std::vector<std::string> streams) {
  if (!streams_) {
    streams_ = std::move(streams);
    return;
  }
  std::erase_if(*streams_, [&streams](const std::string& stream) {
    return std::ranges::find(streams, stream) == streams.end();
  });
}

}  // namespace epitaph::logs::insights
