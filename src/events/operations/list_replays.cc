#include <fmt/format.h>

#include "aws/input.h"
#include "events/operations/list_filter.h"
#include "events/operations/operations.h"
#include "events/operations/replay_json.h"
#include "events/operations/shapes.h"
#include "events/page.h"

namespace epitaph::events {
namespace {

aws::Answer handle_list_replays(const EventServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(filter, ListFilter::of(call, "ListReplays"));
  EPITAPH_TRY(page, Page::of(call, fmt::format("replays\n{}\n{}\n{}", call.scope.account,
                                               call.scope.region, filter.text())));
  EPITAPH_TRY(there, parts.replays.list(call.scope));
  boost::json::array replays;
  for (const auto& replay : there) {
    const bool is_meant = filter.accepts(replay.name, replay.state, replay.archive_arn);
    if (is_meant && page.takes(replay.name)) replays.push_back(replay_json(replay));
  }
  boost::json::object output{{"Replays", std::move(replays)}};
  page.finish(output);
  return output;
}

}  // namespace

aws::Operation list_replays(const EventServiceParts& parts) {
  return {.name = "ListReplays",
          .input =
              aws::structure({{"NamePrefix", replay_name_shape()},
                              {"State", aws::string().one_of({"STARTING", "RUNNING", "CANCELLING",
                                                              "COMPLETED", "CANCELLED", "FAILED"})},
                              {"EventSourceArn", resource_arn_shape()},
                              {"NextToken", next_token_shape()},
                              {"Limit", limit_shape()}}),
          .handle = [parts](const aws::Call& call) { return handle_list_replays(parts, call); }};
}

}  // namespace epitaph::events
