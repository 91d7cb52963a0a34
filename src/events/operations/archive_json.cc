#include "events/operations/archive_json.h"

#include <limits>

#include "aws/input.h"
#include "events/errors.h"
#include "pattern/event_pattern.h"

namespace epitaph::events {

boost::json::object archive_json(const Archive& archive, const ArchiveSize& size) {
  return {{"ArchiveName", archive.name},
          {"EventSourceArn", bus_arn(archive.bus_address())},
          {"State", "ENABLED"},
          {"RetentionDays", archive.retention_days},
          {"SizeBytes", size.bytes},
          {"EventCount", size.events},
          {"CreationTime", aws::epoch_seconds(archive.created_at)}};
}

boost::json::object archive_state_json(const Archive& archive) {
  return {{"ArchiveArn", archive.arn()},
          {"State", "ENABLED"},
          {"CreationTime", aws::epoch_seconds(archive.created_at)}};
}

aws::Verdict check_archive_pattern(std::string_view pattern) {
  auto compiled = pattern::EventPattern::compile(pattern);
  if (!compiled) return invalid_event_pattern(std::move(compiled).error().message);
  return Done{};
}

const aws::Shape& archive_name_shape() {
  static const aws::Shape kShape = aws::string().length(1, 48).pattern(R"([\.\-_A-Za-z0-9]+)");
  return kShape;
}

const aws::Shape& retention_days_shape() {
  static const aws::Shape kShape =
      aws::integer().range(0, std::numeric_limits<std::int32_t>::max());
  return kShape;
}

}  // namespace epitaph::events
