#include "events/archives/archive.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "pattern/json_reader.h"
#include "storage/document_json.h"

namespace epitaph::events {
namespace {

namespace json = boost::json;

constexpr std::string_view kResource = "archive/";

/// `given` and that there is no `replay-name`. The last of two equal keys counts, so a pattern of
/// its own on that field cannot let replayed events in. Behind the pattern's object a compiler of
/// patterns reads nothing, and so nothing is kept of what stands there.
std::string pattern_without_replays(const std::string& given) {
  constexpr std::string_view kNotReplayed = R"("replay-name":[{"exists":false}])";
  if (given.empty()) return fmt::format("{{{}}}", kNotReplayed);
  pattern::JsonReader reader{given};
  reader.next();
  reader.skip_value();
  return fmt::format("{},{}}}", std::string_view{given}.substr(0, reader.offset() - 1),
                     kNotReplayed);
}

}  // namespace

std::string Archive::arn() const {
  return fmt::format("arn:{}:events:{}:{}:{}{}", partition_of(scope.region), scope.region,
                     scope.account, kResource, name);
}

std::string_view archive_of(const ArnParts& arn) {
  if (arn.service != "events" || !arn.resource.starts_with(kResource)) return {};
  return arn.resource.substr(kResource.size());
}

Timestamp retained_from(const Archive& archive, Timestamp now) {
  if (archive.retention_days == 0) return storage::kEarliest;
  return now - std::chrono::days{archive.retention_days};
}

Rule archive_rule(const Archive& archive) {
  const auto name = fmt::format("Events-Archive-{}", archive.name);
  const auto arn = archive.arn();
  return {.name = name,
          .scope = archive.scope,
          .bus = archive.bus,
          .event_pattern = pattern_without_replays(archive.event_pattern),
          .managed_by = "prod.vhs.events.aws.internal",
          .targets = {{.id = name, .arn = arn, .json = {{"Id", name}, {"Arn", arn}}}}};
}

storage::DocumentKey archive_key(const Scope& scope, std::string_view name) {
  return {.kind = std::string{kArchiveKind}, .scope = scope, .name = std::string{name}};
}

std::string to_document(const Archive& archive) {
  return json::serialize(json::object{{"bus", archive.bus},
                                      {"description", archive.description},
                                      {"eventPattern", archive.event_pattern},
                                      {"kmsKeyIdentifier", archive.kms_key_identifier},
                                      {"retentionDays", archive.retention_days},
                                      {"createdAt", archive.created_at.time_since_epoch().count()},
                                      {"eventsId", static_cast<std::uint64_t>(archive.events_id)}});
}

Result<Archive> parse_archive(const storage::Document& document) {
  return storage::read_json(document, "archive", [&](const json::object& root) {
    const auto text = [&](std::string_view name) { return std::string{root.at(name).as_string()}; };
    return Archive{
        .name = document.key.name,
        .scope = document.key.scope,
        .bus = text("bus"),
        .description = text("description"),
        .event_pattern = text("eventPattern"),
        .kms_key_identifier = text("kmsKeyIdentifier"),
        .retention_days = root.at("retentionDays").to_number<std::int64_t>(),
        .created_at =
            Timestamp{std::chrono::milliseconds{root.at("createdAt").to_number<std::int64_t>()}},
        .events_id = storage::LogGroupId{root.at("eventsId").to_number<std::uint64_t>()}};
  });
}

}  // namespace epitaph::events
