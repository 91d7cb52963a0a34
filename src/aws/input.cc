#include "aws/input.h"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "base/time_text.h"

namespace epitaph::aws {
namespace {

namespace json = boost::json;

const json::value* find(const json::object& input, std::string_view name) {
  const json::value* value = input.if_contains(name);
  return value == nullptr || value->is_null() ? nullptr : value;
}

template <class T>
T present(std::optional<T> value, std::string_view name) {
  if (!value) throw std::logic_error("the shape does not require " + std::string{name});
  return *std::move(value);
}

std::int64_t nearest_integer(const json::value& value) {
  using Limits = std::numeric_limits<std::int64_t>;
  if (value.is_int64()) return value.get_int64();
  const auto number = value.to_number<double>();
  if (number >= 0x1p63) return Limits::max();
  if (number < -0x1p63) return Limits::min();
  return static_cast<std::int64_t>(number);
}

Timestamp nearest_time(double seconds) {
  constexpr double kYear1 = -62'135'596'800;
  constexpr double kYear10000 = 253'402'300'800;
  const double kept = std::clamp(seconds, kYear1, kYear10000 - 0.001);
  return Timestamp{std::chrono::milliseconds{std::llround(kept * 1000)}};
}

}  // namespace

bool has(const json::object& input, std::string_view name) { return find(input, name) != nullptr; }

std::optional<std::string_view> optional_text(const json::object& input, std::string_view name) {
  const json::value* value = find(input, name);
  if (value == nullptr) return std::nullopt;
  return std::string_view{value->as_string()};
}

std::string_view text(const json::object& input, std::string_view name) {
  return present(optional_text(input, name), name);
}

std::optional<std::int64_t> optional_number(const json::object& input, std::string_view name) {
  const json::value* value = find(input, name);
  if (value == nullptr) return std::nullopt;
  return nearest_integer(*value);
}

std::int64_t number(const json::object& input, std::string_view name) {
  return present(optional_number(input, name), name);
}

std::optional<double> optional_double(const json::object& input, std::string_view name) {
  const json::value* value = find(input, name);
  if (value == nullptr) return std::nullopt;
  return value->to_number<double>();
}

bool flag(const json::object& input, std::string_view name, bool otherwise) {
  const json::value* value = find(input, name);
  return value == nullptr ? otherwise : value->as_bool();
}

std::optional<Timestamp> optional_time(const json::object& input, std::string_view name) {
  const json::value* value = find(input, name);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return present(parse_rfc3339(value->get_string()), name);
  return nearest_time(value->to_number<double>());
}

Timestamp time(const json::object& input, std::string_view name) {
  return present(optional_time(input, name), name);
}

const json::array& items(const json::object& input, std::string_view name) {
  static const json::array kNone;
  const json::value* value = find(input, name);
  return value == nullptr ? kNone : value->as_array();
}

const json::object* optional_object(const json::object& input, std::string_view name) {
  const json::value* value = find(input, name);
  return value == nullptr ? nullptr : &value->as_object();
}

double epoch_seconds(Timestamp time) {
  return static_cast<double>(time.time_since_epoch().count()) / 1000;
}

}  // namespace epitaph::aws
