#include "aws/input.h"
#include "events/operations/operations.h"
#include "events/operations/replay_json.h"

namespace epitaph::events {
namespace {

aws::Answer handle_cancel_replay(const EventServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(replay, parts.replays.cancel(call.scope, aws::text(call.input, "ReplayName")));
  return boost::json::object{{"ReplayArn", replay.arn()}, {"State", replay.state}};
}

}  // namespace

aws::Operation cancel_replay(const EventServiceParts& parts) {
  return {.name = "CancelReplay",
          .input = aws::structure({{"ReplayName", replay_name_shape(), aws::kRequired}}),
          .handle = [parts](const aws::Call& call) { return handle_cancel_replay(parts, call); }};
}

}  // namespace epitaph::events
