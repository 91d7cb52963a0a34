#include <fmt/format.h>

#include "aws/input.h"
#include "events/operations/archive_json.h"
#include "events/operations/list_filter.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"
#include "events/page.h"

namespace epitaph::events {
namespace {

aws::Answer handle_list_archives(const EventServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(filter, ListFilter::of(call, "ListArchives"));
  EPITAPH_TRY(page, Page::of(call, fmt::format("archives\n{}\n{}\n{}", call.scope.account,
                                               call.scope.region, filter.text())));
  EPITAPH_TRY(there, parts.archives.list(call.scope));
  boost::json::array archives;
  for (const auto& archive : there) {
    const auto source = bus_arn(archive.bus_address());
    if (!filter.accepts(archive.name, "ENABLED", source) || !page.takes(archive.name)) continue;
    EPITAPH_TRY(size, parts.archive_sizes.of(archive, parts.clock.now()));
    archives.push_back(archive_json(archive, size));
  }
  boost::json::object output{{"Archives", std::move(archives)}};
  page.finish(output);
  return output;
}

}  // namespace

aws::Operation list_archives(const EventServiceParts& parts) {
  return {.name = "ListArchives",
          .input = aws::structure(
              {{"NamePrefix", archive_name_shape()},
               {"EventSourceArn", resource_arn_shape()},
               {"State", aws::string().one_of({"ENABLED", "DISABLED", "CREATING", "UPDATING",
                                               "CREATE_FAILED", "UPDATE_FAILED"})},
               {"NextToken", next_token_shape()},
               {"Limit", limit_shape()}}),
          .handle = [parts](const aws::Call& call) { return handle_list_archives(parts, call); }};
}

}  // namespace epitaph::events
