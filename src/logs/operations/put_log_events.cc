#include <boost/json.hpp>

#include "aws/input.h"
#include "logs/filter_runner.h"
#include "logs/log_batch.h"
#include "logs/operations/called_log_group.h"
#include "logs/operations/milliseconds.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/sequence_token.h"
#include "logs/operations/shapes.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

const aws::Shape& put_log_events_input() {
  static const aws::Shape kEvent =
      aws::structure(
          {{"timestamp", time_shape(), aws::kRequired},
           {"message", aws::string().length(1, aws::kBatchBodyBytesMax), aws::kRequired}})
          .named("InputLogEvent");
  // `sequenceToken` may hold anything; `entity` would link to a service that is not here. Neither
  // is looked at.
  static const aws::Shape kShape =
      aws::structure({{"logGroupName", log_group_name_shape(), aws::kRequired},
                      {"logStreamName", log_stream_name_shape(), aws::kRequired},
                      {"logEvents", aws::list(kEvent).length(1, kBatchEventsMax), aws::kRequired}});
  return kShape;
}

std::vector<InputLogEvent> input_events(const json::object& input) {
  std::vector<InputLogEvent> events;
  for (const json::value& item : aws::items(input, "logEvents")) {
    const json::object& event = item.as_object();
    events.push_back(
        {from_milliseconds(aws::number(event, "timestamp")), aws::text(event, "message")});
  }
  return events;
}

storage::Commit commit_of(std::span<const InputLogEvent> events, storage::LogGroupId group,
                          std::string_view stream, Timestamp now) {
  storage::Commit commit;
  for (const InputLogEvent& event : events) {
    const auto body = commit.add_body(std::string{event.message});
    // Without an identity: the same event twice is two events, in order of arrival.
    commit.log_events.push_back({.group = group,
                                 .stream = std::string{stream},
                                 .time = event.time,
                                 .ingested_at = now,
                                 .body = body,
                                 .identity = {}});
  }
  return commit;
}

/// With what the group's filters make of the events, and for whoever tails them.
Status write_log_events(const LogServiceParts& parts, const LogGroup& group, storage::Commit commit,
                        Timestamp now) {
  AfterCommit after;
  if (parts.filters != nullptr) {
    EPITAPH_CHECK(parts.filters->note(group));
    EPITAPH_TRY(followed, parts.filters->follow(commit, FilterRunner::Reach::kEverybody, now));
    after = std::move(followed);
  }
  const auto witness =
      parts.live_tail != nullptr ? parts.live_tail->witness() : storage::CommitWitness{};
  EPITAPH_CHECK(storage::commit_witnessed(parts.store, std::move(commit), witness));
  if (after) after();
  return Done{};
}

json::object batch_answer(const LogBatch& batch, Timestamp now) {
  json::object rejected;
  const auto say = [&](std::string_view member, std::optional<std::size_t> index) {
    if (index) rejected[member] = *index;
  };
  say("tooNewLogEventStartIndex", batch.too_new_start);
  say("tooOldLogEventEndIndex", batch.too_old_end);
  say("expiredLogEventEndIndex", batch.expired_end);
  json::object output{{"nextSequenceToken", sequence_token(now)}};
  if (!rejected.empty()) output["rejectedLogEventsInfo"] = std::move(rejected);
  return output;
}

aws::Answer handle_put_log_events(const LogServiceParts& parts, const aws::Call& call) {
  const Timestamp now = parts.clock.now();
  EPITAPH_TRY(group, called_log_group(parts, call));
  const auto stream = aws::text(call.input, "logStreamName");
  EPITAPH_TRY(there, parts.store.read_stream(group.id, stream, now));
  if (!there) return no_such_log_stream();

  const auto events = input_events(call.input);
  const auto batch = check_batch(events, now, retained_from(group, now));
  if (!batch) return aws::invalid_parameter(batch.error().message);
  auto commit = commit_of(std::span{events}.subspan(batch->begin, batch->end - batch->begin),
                          group.id, stream, now);
  if (!commit.empty()) EPITAPH_CHECK(write_log_events(parts, group, std::move(commit), now));
  return batch_answer(*batch, now);
}

}  // namespace

aws::Operation put_log_events(const LogServiceParts& parts) {
  return {.name = "PutLogEvents",
          .input = put_log_events_input(),
          .handle = [parts](const aws::Call& call) { return handle_put_log_events(parts, call); },
          .body_bytes_max = aws::kBatchBodyBytesMax};
}

}  // namespace epitaph::logs
