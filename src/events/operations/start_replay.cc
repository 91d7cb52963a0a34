#include <optional>

#include <fmt/format.h>

#include "aws/input.h"
#include "events/errors.h"
#include "events/operations/operations.h"
#include "events/operations/replay_json.h"
#include "events/operations/shapes.h"

namespace epitaph::events {
namespace {

const aws::Shape& start_replay_input() {
  static const aws::Shape kDestination =
      aws::structure({{"Arn", resource_arn_shape(), aws::kRequired},
                      {"FilterArns", aws::list(resource_arn_shape())}});
  static const aws::Shape kShape =
      aws::structure({{"ReplayName", replay_name_shape(), aws::kRequired},
                      {"Description", description_shape()},
                      {"EventSourceArn", resource_arn_shape(), aws::kRequired},
                      {"EventStartTime", aws::timestamp(), aws::kRequired},
                      {"EventEndTime", aws::timestamp(), aws::kRequired},
                      {"Destination", kDestination, aws::kRequired}});
  return kShape;
}

aws::ApiError invalid(std::string_view parameter, std::string_view reason) {
  return aws::validation_exception(
      fmt::format("Parameter {} is not valid. Reason: {}", parameter, reason));
}

/// The bus that the events are to go to.
aws::Outcome<BusAddress> read_destination(const EventServiceParts& parts, const aws::Call& call,
                                          std::string_view text) {
  const auto arn = parse_arn(text);
  if (!arn || arn->service != "events" || !arn->resource.starts_with("event-bus/")) {
    return invalid("Destination.Arn", "Must contain an event bus ARN.");
  }
  auto bus = read_bus(text, call.scope);
  if (!parts.rules.snapshot()->has_bus(bus)) {
    return bus_not_found({.scope = bus.scope, .name = std::string{last_segment(bus.name)}});
  }
  return bus;
}

/// The archive that the events come from.
aws::Outcome<Archive> read_source(const EventServiceParts& parts, const aws::Call& call) {
  const auto text = aws::text(call.input, "EventSourceArn");
  const auto arn = parse_arn(text);
  const auto name = arn ? archive_of(*arn) : std::string_view{};
  auto archive = parts.archives.find(call.scope, name.empty() ? last_segment(text) : name);
  if (archive && archive->arn() != text) {
    return invalid("EventSourceArn", fmt::format("Archive {} does not exist.", last_segment(text)));
  }
  if (!archive && archive.error().type == "ResourceNotFoundException") {
    return invalid("EventSourceArn", archive.error().message);
  }
  return archive;
}

aws::Answer handle_start_replay(const EventServiceParts& parts, const aws::Call& call) {
  const auto& destination = *aws::optional_object(call.input, "Destination");
  const auto destination_arn = aws::text(destination, "Arn");
  EPITAPH_TRY(bus, read_destination(parts, call, destination_arn));
  EPITAPH_TRY(archive, read_source(parts, call));
  if (archive.bus_address() != bus) {
    return invalid("Destination.Arn", "Cross event bus replay is not permitted.");
  }
  const auto description = aws::optional_text(call.input, "Description").value_or("");
  Replay replay{.name = std::string{aws::text(call.input, "ReplayName")},
                .scope = call.scope,
                .description = std::string{description},
                .archive = archive.name,
                .archive_arn = archive.arn(),
                .bus = bus.name,
                .destination_arn = std::string{destination_arn},
                .from = aws::time(call.input, "EventStartTime"),
                .until = aws::time(call.input, "EventEndTime"),
                .started_at = parts.clock.now()};
  if (replay.from >= replay.until) {
    return invalid("EventEndTime", "EventStartTime must be before EventEndTime.");
  }
  for (const auto& arn : aws::items(destination, "FilterArns")) {
    replay.filter_arns.emplace_back(arn.as_string());
  }
  EPITAPH_CHECK(parts.replays.start(replay, parts.quotas.active_replays));
  return boost::json::object{{"ReplayArn", replay.arn()},
                             {"State", replay.state},
                             {"ReplayStartTime", aws::epoch_seconds(replay.started_at)}};
}

}  // namespace

aws::Operation start_replay(const EventServiceParts& parts) {
  return {.name = "StartReplay",
          .input = start_replay_input(),
          .handle = [parts](const aws::Call& call) { return handle_start_replay(parts, call); }};
}

}  // namespace epitaph::events
