#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "logs/insights/functions/families.h"

namespace epitaph::logs::insights {
namespace {

// A function of one number; of anything else it has no value.
template <class Apply>
Value of_number(const Arguments& arguments, Apply apply) {
  const auto number = arguments[0].to_number();
  return number ? Value::number(apply(*number)) : Value{};
}

Value call_abs(const Arguments& arguments) {
  return of_number(arguments, [](double x) { return std::abs(x); });
}
Value call_ceil(const Arguments& arguments) {
  return of_number(arguments, [](double x) { return std::ceil(x); });
}
Value call_floor(const Arguments& arguments) {
  return of_number(arguments, [](double x) { return std::floor(x); });
}
Value call_log(const Arguments& arguments) {
  return of_number(arguments, [](double x) { return std::log(x); });
}
Value call_sqrt(const Arguments& arguments) {
  return of_number(arguments, [](double x) { return std::sqrt(x); });
}
Value call_truncate(const Arguments& arguments) {
  return of_number(arguments, [](double x) { return std::trunc(x); });
}
Value call_to_number(const Arguments& arguments) {
  return of_number(arguments, [](double x) { return x; });
}

Value call_round(const Arguments& arguments) {
  if (arguments.size() == 1) {
    return of_number(arguments, [](double x) { return std::round(x); });
  }
  constexpr double kDecimalsMax = 15;
  const auto number = arguments[0].to_number();
  const auto decimals = arguments[1].to_number();
  if (!number || !decimals || !(std::abs(*decimals) <= kDecimalsMax)) return {};
  const double scale = std::pow(10, std::trunc(*decimals));
  return Value::number(std::round(*number * scale) / scale);
}

template <class Better>
Value best_number(const Arguments& arguments, Better better) {
  const auto first = arguments[0].to_number();
  if (!first) return {};
  double best = *first;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const auto number = arguments[i].to_number();
    if (!number) return {};
    best = better(best, *number);
  }
  return Value::number(best);
}
Value call_greatest(const Arguments& arguments) {
  return best_number(arguments, [](double a, double b) { return std::max(a, b); });
}
Value call_least(const Arguments& arguments) {
  return best_number(arguments, [](double a, double b) { return std::min(a, b); });
}

// Where the stretch of this width begins that the number lies in: what `by histogram(f, width)`
// groups by. As a column of stats histogram() is an aggregate.
Value call_histogram(const Arguments& arguments) {
  const auto number = arguments[0].to_number();
  const auto width = arguments[1].to_number();
  if (!number || !width || *width <= 0) return {};
  return Value::number(std::floor(*number / *width) * *width);
}

// Kilometres on the great circle between two points in degrees: latitude, longitude, twice.
Value call_haversine(const Arguments& arguments) {
  std::array<double, 4> radians{};
  for (std::size_t i = 0; i < radians.size(); ++i) {
    const auto degrees = arguments[i].to_number();
    if (!degrees) return {};
    radians[i] = *degrees * std::numbers::pi / 180;
  }
  constexpr double kEarthRadiusKm = 6371;
  const double by_latitude = std::sin((radians[2] - radians[0]) / 2);
  const double by_longitude = std::sin((radians[3] - radians[1]) / 2);
  const double chord = by_latitude * by_latitude +
                       std::cos(radians[0]) * std::cos(radians[2]) * by_longitude * by_longitude;
  return Value::number(2 * kEarthRadiusKm * std::asin(std::sqrt(std::min(1.0, chord))));
}

constexpr std::array kNumericFunctions = {
    Function{.name = "abs", .call = call_abs},
    Function{.name = "ceil", .call = call_ceil},
    Function{.name = "floor", .call = call_floor},
    Function{.name = "greatest", .arguments_max = kManyArguments, .call = call_greatest},
    Function{.name = "least", .arguments_max = kManyArguments, .call = call_least},
    Function{.name = "log", .call = call_log},
    Function{.name = "sqrt", .call = call_sqrt},
    Function{.name = "round", .arguments_max = 2, .call = call_round},
    Function{.name = "histogram", .arguments_min = 2, .arguments_max = 2, .call = call_histogram},
    Function{.name = "haversine", .arguments_min = 4, .arguments_max = 4, .call = call_haversine},
    Function{.name = "toNumber", .call = call_to_number},
    Function{.name = "toDouble", .call = call_to_number},
    Function{.name = "toInt", .call = call_truncate},
    Function{.name = "toLong", .call = call_truncate},
};

}  // namespace

std::span<const Function> numeric_functions() { return kNumericFunctions; }

}  // namespace epitaph::logs::insights
