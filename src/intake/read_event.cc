#include "intake/read_event.h"

#include <optional>
#include <string>

#include <boost/json.hpp>

namespace epitaph::intake {
namespace {

/// The message of a log event; nullopt when the item is something else.
std::optional<std::string> message_of(std::string_view item) {
  // An envelope has no member of this name outside its detail, so most items end here.
  if (!item.contains("\"message\"")) return std::nullopt;
  boost::system::error_code error;
  const boost::json::parse_options options{.max_depth = kEventDepthMax};
  const auto root = boost::json::parse(item, error, {}, options);
  if (error || !root.is_object() || root.get_object().contains("detail")) return std::nullopt;
  const auto* message = root.get_object().if_contains("message");
  if (!message || !message->is_string()) return std::nullopt;
  return std::string{message->get_string()};
}

}  // namespace

Result<Event> read_event(std::string_view item) {
  if (const auto message = message_of(item)) {
    auto event = parse_event(*message);
    if (!event) return Error{event.error().kind, "message: " + event.error().message};
    return event;
  }
  return parse_event(item);
}

}  // namespace epitaph::intake
