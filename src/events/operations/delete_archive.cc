#include "aws/input.h"
#include "events/operations/archive_json.h"
#include "events/operations/operations.h"

namespace epitaph::events {
namespace {

aws::Answer handle_delete_archive(const EventServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(parts.archives.remove(call.scope, aws::text(call.input, "ArchiveName")));
  return boost::json::object{};
}

}  // namespace

aws::Operation delete_archive(const EventServiceParts& parts) {
  return {.name = "DeleteArchive",
          .input = aws::structure({{"ArchiveName", archive_name_shape(), aws::kRequired}}),
          .handle = [parts](const aws::Call& call) { return handle_delete_archive(parts, call); }};
}

}  // namespace epitaph::events
