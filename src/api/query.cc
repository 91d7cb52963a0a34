#include "api/query.h"

#include <charconv>

#include <fmt/format.h>

#include "base/time_text.h"

namespace epitaph::api {
namespace {

Error invalid(std::string_view name, std::string_view wants, std::string_view value) {
  return {ErrorKind::kInvalid, fmt::format("{} must be {}, not {}", name, wants, value)};
}

}  // namespace

std::string text_parameter(const http::Request& request, std::string_view name) {
  return std::string{request.parameter(name).value_or("")};
}

Result<std::optional<std::int64_t>> integer_parameter(const http::Request& request,
                                                      std::string_view name) {
  const auto text = text_parameter(request, name);
  if (text.empty()) return std::optional<std::int64_t>{};
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return invalid(name, "a whole number", text);
  }
  return std::optional{value};
}

Result<bool> flag_parameter(const http::Request& request, std::string_view name) {
  const auto text = text_parameter(request, name);
  if (text.empty() || text == "false") return false;
  if (text == "true") return true;
  return invalid(name, "true or false", text);
}

Result<std::optional<Timestamp>> time_parameter(const http::Request& request, std::string_view name,
                                                Timestamp now) {
  const auto text = text_parameter(request, name);
  if (text.empty()) return std::optional<Timestamp>{};
  if (const auto time = parse_rfc3339(text)) return time;
  if (const auto span = parse_duration(text)) return std::optional{now - *span};
  return invalid(name, "a time such as 2026-11-24T09:00:00Z or a span such as 15m or 2d1h", text);
}

}  // namespace epitaph::api
