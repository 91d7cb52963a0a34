#include "events/archives/replay.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "storage/document_json.h"

namespace epitaph::events {
namespace {

namespace json = boost::json;

std::int64_t milliseconds_of(Timestamp time) { return time.time_since_epoch().count(); }

Timestamp timestamp_of(const json::value& milliseconds) {
  return Timestamp{std::chrono::milliseconds{milliseconds.to_number<std::int64_t>()}};
}

Replay read_progress(const json::object& document) {
  const auto text = [&](std::string_view name) {
    return std::string{document.at(name).as_string()};
  };
  Replay replay{.name = {},
                .scope = {},
                .description = text("description"),
                .archive = text("archive"),
                .archive_arn = text("archiveArn"),
                .bus = text("bus"),
                .destination_arn = text("destinationArn"),
                .filter_arns = {},
                .from = timestamp_of(document.at("from")),
                .until = timestamp_of(document.at("until")),
                .state = text("state"),
                .state_reason = text("stateReason"),
                .started_at = timestamp_of(document.at("startedAt")),
                .ended_at = {},
                .last_event = {}};
  for (const auto& arn : document.at("filterArns").as_array()) {
    replay.filter_arns.emplace_back(arn.as_string());
  }
  if (const auto* ended_at = document.if_contains("endedAt"))
    replay.ended_at = timestamp_of(*ended_at);
  if (const auto* event = document.if_contains("lastEvent")) {
    replay.last_event = {.time = timestamp_of(event->at("time")),
                         .order = event->at("order").to_number<std::uint64_t>(),
                         .hash = event->at("hash").to_number<std::uint64_t>()};
  }
  return replay;
}

}  // namespace

std::string Replay::arn() const {
  return fmt::format("arn:{}:events:{}:{}:replay/{}", partition_of(scope.region), scope.region,
                     scope.account, name);
}

storage::DocumentKey replay_key(const Scope& scope, std::string_view name) {
  return {.kind = std::string{kReplayKind}, .scope = scope, .name = std::string{name}};
}

std::string to_document(const Replay& replay) {
  json::object document{{"description", replay.description},
                        {"archive", replay.archive},
                        {"archiveArn", replay.archive_arn},
                        {"bus", replay.bus},
                        {"destinationArn", replay.destination_arn},
                        {"filterArns", json::value_from(replay.filter_arns)},
                        {"from", milliseconds_of(replay.from)},
                        {"until", milliseconds_of(replay.until)},
                        {"state", replay.state},
                        {"stateReason", replay.state_reason},
                        {"startedAt", milliseconds_of(replay.started_at)}};
  if (replay.ended_at) document["endedAt"] = milliseconds_of(*replay.ended_at);
  if (const auto& event = replay.last_event) {
    document["lastEvent"] = {
        {"time", milliseconds_of(event->time)}, {"order", event->order}, {"hash", event->hash}};
  }
  return json::serialize(document);
}

Result<Replay> parse_replay(const storage::Document& document) {
  return storage::read_json(document, "replay", [&](const json::object& root) {
    Replay replay = read_progress(root);
    replay.name = document.key.name;
    replay.scope = document.key.scope;
    return replay;
  });
}

}  // namespace epitaph::events
