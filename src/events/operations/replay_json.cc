#include "events/operations/replay_json.h"

#include "aws/input.h"

namespace epitaph::events {

boost::json::object replay_json(const Replay& replay) {
  boost::json::object output{{"ReplayName", replay.name},
                             {"EventSourceArn", replay.archive_arn},
                             {"State", replay.state},
                             {"EventStartTime", aws::epoch_seconds(replay.from)},
                             {"EventEndTime", aws::epoch_seconds(replay.until)},
                             {"ReplayStartTime", aws::epoch_seconds(replay.started_at)}};
  if (!replay.state_reason.empty()) output["StateReason"] = replay.state_reason;
  if (replay.last_event) {
    output["EventLastReplayedTime"] = aws::epoch_seconds(replay.last_event->time);
  }
  if (replay.ended_at) output["ReplayEndTime"] = aws::epoch_seconds(*replay.ended_at);
  return output;
}

const aws::Shape& replay_name_shape() {
  static const aws::Shape kShape = aws::string().length(1, 64).pattern(R"([\.\-_A-Za-z0-9]+)");
  return kShape;
}

}  // namespace epitaph::events
