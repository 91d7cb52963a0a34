#include <fmt/format.h>

#include "aws/input.h"
#include "events/errors.h"
#include "events/operations/archive_json.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"

namespace epitaph::events {
namespace {

const aws::Shape& create_archive_input() {
  static const aws::Shape kBusArn = aws::string().length(1, 1600).pattern(
      R"(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/[/\.\-_A-Za-z0-9]+)");
  static const aws::Shape kShape =
      aws::structure({{"ArchiveName", archive_name_shape(), aws::kRequired},
                      {"EventSourceArn", kBusArn, aws::kRequired},
                      {"Description", description_shape()},
                      {"EventPattern", event_pattern_shape()},
                      {"RetentionDays", retention_days_shape()},
                      {"KmsKeyIdentifier", kms_key_shape()}});
  return kShape;
}

aws::Answer handle_create_archive(const EventServiceParts& parts, const aws::Call& call) {
  // A bus of another account or Region stays a whole ARN here, and there is none of that name.
  const auto bus = read_bus(aws::text(call.input, "EventSourceArn"), call.scope);
  if (!parts.rules.snapshot()->has_bus(bus)) {
    return bus_not_found({.scope = bus.scope, .name = std::string{last_segment(bus.name)}});
  }
  const auto given = [&](std::string_view name) {
    return std::string{aws::optional_text(call.input, name).value_or("")};
  };
  const Archive archive{
      .name = given("ArchiveName"),
      .scope = call.scope,
      .bus = bus.name,
      .description = given("Description"),
      .event_pattern = given("EventPattern"),
      .kms_key_identifier = given("KmsKeyIdentifier"),
      .retention_days = aws::optional_number(call.input, "RetentionDays").value_or(0),
      .created_at = parts.clock.now()};
  if (aws::has(call.input, "EventPattern")) {
    EPITAPH_CHECK(check_archive_pattern(archive.event_pattern));
  }
  EPITAPH_CHECK(parts.archives.create(archive));
  return archive_state_json(archive);
}

}  // namespace

aws::Operation create_archive(const EventServiceParts& parts) {
  return {.name = "CreateArchive",
          .input = create_archive_input(),
          .handle = [parts](const aws::Call& call) { return handle_create_archive(parts, call); }};
}

}  // namespace epitaph::events
