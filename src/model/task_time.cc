#include "model/task_time.h"

#include <cmath>
#include <string_view>

#include "base/time_text.h"

namespace epitaph {

std::optional<Timestamp> task_time(const boost::json::value& value) {
  if (value.is_string()) return parse_rfc3339(std::string_view{value.get_string()});
  if (!value.is_number()) return std::nullopt;
  const double number = value.to_number<double>();
  if (!(std::abs(number) < 1e14)) return std::nullopt;
  const double ms = std::abs(number) < 1e11 ? number * 1000 : number;
  return Timestamp{std::chrono::milliseconds{std::llround(ms)}};
}

}  // namespace epitaph
