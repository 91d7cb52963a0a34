#include "events/put_events_entry.h"

#include <optional>
#include <vector>

#include <fmt/format.h>

#include "aws/input.h"
#include "base/random_id.h"

namespace epitaph::events {
namespace {

constexpr const char* kRequiredMembers[] = {"Source", "DetailType", "Detail"};

std::string_view text_or_empty(const boost::json::object& entry, std::string_view name) {
  return aws::optional_text(entry, name).value_or(std::string_view{});
}

std::optional<EntryError> fault_of(const boost::json::object& entry, bool strict_sources) {
  for (const auto* name : kRequiredMembers) {
    if (!text_or_empty(entry, name).empty()) continue;
    return EntryError{
        "InvalidArgument",
        fmt::format("Parameter {0} is not valid. Reason: {0} is a required argument.", name)};
  }
  const auto source = aws::text(entry, "Source");
  const bool is_taken = source == "aws.ecs" && !strict_sources;
  if (source.starts_with("aws.") && !is_taken) {
    return EntryError{"NotAuthorizedForSourceException", "Not authorized for the source."};
  }
  return std::nullopt;
}

}  // namespace

std::size_t entry_bytes(const boost::json::object& entry) {
  constexpr std::size_t kTimeBytes = 14;
  std::size_t bytes = aws::has(entry, "Time") ? kTimeBytes : 0;
  for (const auto* name : kRequiredMembers) bytes += text_or_empty(entry, name).size();
  for (const auto& resource : aws::items(entry, "Resources")) {
    if (const auto* text = resource.if_string()) bytes += text->size();
  }
  return bytes;
}

std::variant<Event, EntryError> read_entry(const boost::json::object& entry, const Scope& caller,
                                           Timestamp now, bool strict_sources) {
  if (auto fault = fault_of(entry, strict_sources)) return *std::move(fault);
  std::vector<std::string> resources;
  for (const auto& resource : aws::items(entry, "Resources")) {
    if (const auto* text = resource.if_string()) resources.emplace_back(*text);
  }
  const auto id = random_uuid();
  auto event = make_event({.id = id,
                           .detail_type = aws::text(entry, "DetailType"),
                           .source = aws::text(entry, "Source"),
                           .account = caller.account,
                           .region = caller.region,
                           .time = aws::optional_time(entry, "Time").value_or(now),
                           .resources = resources,
                           .detail = aws::text(entry, "Detail")});
  if (!event) return EntryError{"MalformedDetail", "Detail is malformed."};
  return *std::move(event);
}

}  // namespace epitaph::events
