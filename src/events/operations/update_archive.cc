#include "aws/input.h"
#include "events/operations/archive_json.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"

namespace epitaph::events {
namespace {

aws::Answer handle_update_archive(const EventServiceParts& parts, const aws::Call& call) {
  const auto pattern = aws::optional_text(call.input, "EventPattern");
  const auto days = aws::optional_number(call.input, "RetentionDays");
  const auto description = aws::optional_text(call.input, "Description");
  const auto key = aws::optional_text(call.input, "KmsKeyIdentifier");
  if (!pattern && !days && !description && !key) {
    return aws::validation_exception(
        "At least one of EventPattern, RetentionDays or Description must be provided.");
  }
  if (pattern) EPITAPH_CHECK(check_archive_pattern(*pattern));
  boost::json::object output;
  const auto change = [&](Archive& archive) -> aws::Verdict {
    if (pattern) archive.event_pattern = *pattern;
    if (days) archive.retention_days = *days;
    if (description) archive.description = *description;
    if (key) archive.kms_key_identifier = *key;
    output = archive_state_json(archive);
    return Done{};
  };
  EPITAPH_CHECK(parts.archives.change(call.scope, aws::text(call.input, "ArchiveName"), change));
  return output;
}

}  // namespace

aws::Operation update_archive(const EventServiceParts& parts) {
  return {.name = "UpdateArchive",
          .input = aws::structure({{"ArchiveName", archive_name_shape(), aws::kRequired},
                                   {"Description", description_shape()},
                                   {"EventPattern", event_pattern_shape()},
                                   {"RetentionDays", retention_days_shape()},
                                   {"KmsKeyIdentifier", kms_key_shape()}}),
          .handle = [parts](const aws::Call& call) { return handle_update_archive(parts, call); }};
}

}  // namespace epitaph::events
