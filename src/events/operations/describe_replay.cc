#include "aws/input.h"
#include "events/operations/operations.h"
#include "events/operations/replay_json.h"

namespace epitaph::events {
namespace {

aws::Answer handle_describe_replay(const EventServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(replay, parts.replays.find(call.scope, aws::text(call.input, "ReplayName")));
  auto output = replay_json(replay);
  output["ReplayArn"] = replay.arn();
  if (!replay.description.empty()) output["Description"] = replay.description;
  boost::json::object destination{{"Arn", replay.destination_arn}};
  if (!replay.filter_arns.empty()) {
    destination["FilterArns"] = boost::json::value_from(replay.filter_arns);
  }
  output["Destination"] = std::move(destination);
  return output;
}

}  // namespace

aws::Operation describe_replay(const EventServiceParts& parts) {
  return {.name = "DescribeReplay",
          .input = aws::structure({{"ReplayName", replay_name_shape(), aws::kRequired}}),
          .handle = [parts](const aws::Call& call) { return handle_describe_replay(parts, call); }};
}

}  // namespace epitaph::events
