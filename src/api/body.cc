#include "api/body.h"

#include <algorithm>

#include <fmt/format.h>

namespace epitaph::api {

namespace json = boost::json;

/// Nothing that a person writes there is longer.
constexpr std::size_t kTextBytesMax = 1024;

Result<json::object> read_body(const http::Request& request,
                               std::initializer_list<std::string_view> members) {
  boost::system::error_code error;
  const auto body = json::parse(request.body, error);
  if (error || !body.is_object()) {
    return Error{ErrorKind::kInvalid, "the body must be a JSON object"};
  }
  for (const auto& member : body.get_object()) {
    if (std::ranges::find(members, std::string_view{member.key()}) == members.end()) {
      return Error{ErrorKind::kInvalid,
                   fmt::format("{} is no member of it", std::string_view{member.key()})};
    }
  }
  return body.get_object();
}

Result<std::string> text_member(const json::object& body, std::string_view member) {
  const auto* value = body.if_contains(member);
  if (!value) return std::string{};
  if (!value->is_string() || value->get_string().size() > kTextBytesMax) {
    return Error{ErrorKind::kInvalid,
                 fmt::format("{} must be a text of at most {} bytes", member, kTextBytesMax)};
  }
  return std::string{value->get_string()};
}

}  // namespace epitaph::api
