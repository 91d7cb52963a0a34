#include "aws/type_check.h"

#include <cmath>

#include <fmt/format.h>

#include "base/time_text.h"

namespace epitaph::aws {
namespace {

namespace json = boost::json;

constexpr std::string_view kUnexpectedList = "Start of list found where not expected";
constexpr std::string_view kUnexpectedObject =
    "Start of structure or map found where not expected.";

using Fault = std::optional<std::string>;

bool is_whole(const json::value& value) {
  const double* number = value.if_double();
  return number == nullptr || std::trunc(*number) == *number;
}

std::string_view token_of(const json::value& value) {
  if (value.is_bool()) return value.get_bool() ? "TRUE_VALUE" : "FALSE_VALUE";
  if (value.is_string()) return "STRING_VALUE";
  return is_whole(value) ? "NUMBER_VALUE" : "DECIMAL_VALUE";
}

/// What is wrong with `value` where a scalar belongs that it is not. `target` has its article.
Fault no_scalar(const json::value& value, std::string_view target) {
  if (value.is_array()) return std::string{kUnexpectedList};
  if (value.is_object()) return std::string{kUnexpectedObject};
  return fmt::format("{} can not be converted to {}", token_of(value), target);
}

Fault check(const StringShape&, const json::value& value) {
  return value.is_string() ? std::nullopt : no_scalar(value, "a String");
}

Fault check(const IntegerShape& shape, const json::value& value) {
  if (value.is_number() && is_whole(value)) return std::nullopt;
  return no_scalar(value, shape.java_type == "Integer" ? "an Integer" : "a Long");
}

Fault check(const DoubleShape&, const json::value& value) {
  return value.is_number() ? std::nullopt : no_scalar(value, "a Double");
}

Fault check(const BooleanShape&, const json::value& value) {
  return value.is_bool() ? std::nullopt : no_scalar(value, "a Boolean");
}

Fault check(const TimestampShape&, const json::value& value) {
  if (value.is_number()) return std::nullopt;
  if (value.is_string() && parse_rfc3339(value.get_string())) return std::nullopt;
  return no_scalar(value, "milliseconds since epoch");
}

Fault check(const ListShape& shape, const json::value& value) {
  if (value.is_object()) return std::string{kUnexpectedObject};
  if (!value.is_array()) return "Expected list or null";
  for (const json::value& item : value.get_array()) {
    if (auto fault = type_fault(shape.item, item)) return fault;
  }
  return std::nullopt;
}

Fault check(const MapShape& shape, const json::value& value) {
  if (value.is_array()) return std::string{kUnexpectedList};
  if (!value.is_object()) return "Expected null";
  for (const auto& entry : value.get_object()) {
    if (auto fault = type_fault(shape.value, entry.value())) return fault;
  }
  return std::nullopt;
}

Fault check(const StructureShape& shape, const json::value& value) {
  if (value.is_array()) return std::string{kUnexpectedList};
  if (!value.is_object()) return "Expected null";
  for (const Member& member : shape.members) {
    const json::value* given = value.get_object().if_contains(member.name);
    if (given == nullptr) continue;
    if (auto fault = type_fault(member.shape, *given)) return fault;
  }
  return std::nullopt;
}

Fault check(const DocumentShape&, const json::value&) { return std::nullopt; }

}  // namespace

std::optional<std::string> type_fault(const Shape& shape, const boost::json::value& input) {
  if (input.is_null()) return std::nullopt;
  return std::visit([&](const auto& kind) { return check(kind, input); }, shape.kind());
}

}  // namespace epitaph::aws
