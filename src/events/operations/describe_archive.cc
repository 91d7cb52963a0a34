#include "aws/input.h"
#include "events/operations/archive_json.h"
#include "events/operations/operations.h"

namespace epitaph::events {
namespace {

aws::Answer handle_describe_archive(const EventServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(archive, parts.archives.find(call.scope, aws::text(call.input, "ArchiveName")));
  EPITAPH_TRY(size, parts.archive_sizes.of(archive, parts.clock.now()));
  auto output = archive_json(archive, size);
  output["ArchiveArn"] = archive.arn();
  const auto add = [&](std::string_view member, const std::string& text) {
    if (!text.empty()) output[member] = text;
  };
  add("Description", archive.description);
  add("EventPattern", archive.event_pattern);
  add("KmsKeyIdentifier", archive.kms_key_identifier);
  return output;
}

}  // namespace

aws::Operation describe_archive(const EventServiceParts& parts) {
  return {
      .name = "DescribeArchive",
      .input = aws::structure({{"ArchiveName", archive_name_shape(), aws::kRequired}}),
      .handle = [parts](const aws::Call& call) { return handle_describe_archive(parts, call); }};
}

}  // namespace epitaph::events
