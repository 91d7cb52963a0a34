#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "base/result.h"
#include "http/message.h"

namespace epitaph::api {

/// What lists have in common: `limit` and `cursor` in the query, {items, nextCursor} in the answer.

/// How many of a list, when nothing is said and at most.
constexpr std::size_t kPageStandard = 50;
constexpr std::size_t kPageMax = 1000;

/// How many are asked for: `standard` when nothing is said. Errors: kInvalid unless it is from 1 to
/// `max`.
Result<std::size_t> limit_parameter(const http::Request& request,
                                    std::size_t standard = kPageStandard,
                                    std::size_t max = kPageMax);

/// A cursor names the last thing of its page, `NUMBER.NAME`, so that a page never depends on what
/// was written meanwhile.
struct Cursor {
  std::int64_t number = 0;
  std::string name;
};
std::string write_cursor(const Cursor& cursor);
/// nullopt when none was given. Errors: kInvalid "cursor …" for one that no server gave out.
Result<std::optional<Cursor>> cursor_parameter(const http::Request& request);

/// {"items": …, "nextCursor": …}; null on the last page.
boost::json::object page_json(boost::json::array items, const std::optional<Cursor>& next);

http::Response json_response(const boost::json::value& body);

}  // namespace epitaph::api
