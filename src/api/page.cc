#include "api/page.h"

#include <charconv>

#include <fmt/format.h>

#include "api/query.h"

namespace epitaph::api {

namespace json = boost::json;

Result<std::size_t> limit_parameter(const http::Request& request, std::size_t standard,
                                    std::size_t max) {
  EPITAPH_TRY(limit, integer_parameter(request, "limit"));
  if (!limit) return standard;
  if (*limit < 1 || *limit > static_cast<std::int64_t>(max)) {
    return Error{ErrorKind::kInvalid, fmt::format("limit must be from 1 to {}", max)};
  }
  return static_cast<std::size_t>(*limit);
}

std::string write_cursor(const Cursor& cursor) {
  return fmt::format("{}.{}", cursor.number, cursor.name);
}

Result<std::optional<Cursor>> cursor_parameter(const http::Request& request) {
  const auto text = text_parameter(request, "cursor");
  if (text.empty()) return std::optional<Cursor>{};
  Cursor cursor;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), cursor.number);
  const auto dot = static_cast<std::size_t>(end - text.data());
  if (error != std::errc{} || dot >= text.size() || text[dot] != '.') {
    return Error{ErrorKind::kInvalid, "cursor is none that this server gave out"};
  }
  cursor.name = text.substr(dot + 1);
  return std::optional{std::move(cursor)};
}

json::object page_json(json::array items, const std::optional<Cursor>& next) {
  json::object page{{"items", std::move(items)}};
  page["nextCursor"] = next ? json::value(write_cursor(*next)) : json::value();
  return page;
}

http::Response json_response(const json::value& body) {
  return http::Response::json(200, json::serialize(body));
}

}  // namespace epitaph::api
