#include "logs/live_tail/event_stream_encoder.h"

#include <algorithm>

#include <boost/json.hpp>

#include "aws/event_stream.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

std::int64_t epoch_milliseconds(Timestamp time) { return time.time_since_epoch().count(); }

class EventStreamEncoder final : public TailEncoder {
 public:
  EventStreamEncoder(const TailIntroduction& introduction, const TailRequest& request)
      : groups_(request.groups) {
    json::array arns;
    for (const TailGroup& group : groups_) arns.emplace_back(group.arn);
    start_ = {{"requestId", introduction.request_id},
              {"sessionId", introduction.session_id},
              {"logGroupIdentifiers", std::move(arns)},
              {"logStreamNames", json::value_from(request.streams)},
              {"logStreamNamePrefixes", json::value_from(request.stream_prefixes)},
              {"logEventFilterPattern", introduction.filter_pattern}};
  }

  std::string start() const override {
    return aws::event_stream_start() +
           aws::event_stream_event("sessionStart", json::serialize(start_));
  }

  std::string update(const TailUpdate& update) const override {
    json::array results;
    for (const TailEvent& event : update.events) {
      results.push_back({{"logStreamName", event.stream},
                         {"logGroupIdentifier", arn_of(event.group)},
                         {"message", event.message},
                         {"timestamp", epoch_milliseconds(event.time)},
                         {"ingestionTime", epoch_milliseconds(event.ingested_at)}});
    }
    const json::object body{{"sessionMetadata", {{"sampled", update.dropped > 0}}},
                            {"sessionResults", std::move(results)}};
    return aws::event_stream_event("sessionUpdate", json::serialize(body));
  }

  std::string end(TailEnd why) const override {
    if (why == TailEnd::kTimedOut) {
      return aws::event_stream_exception("SessionTimeoutException",
                                         "The Live Tail session has timed out after 3 hours.");
    }
    return aws::event_stream_exception("SessionStreamingException",
                                       "The Live Tail session has ended: the server stops.");
  }

 private:
  std::string_view arn_of(storage::LogGroupId group) const {
    return std::ranges::find(groups_, group, &TailGroup::id)->arn;
  }

  std::vector<TailGroup> groups_;
  json::object start_;
};

}  // namespace

std::unique_ptr<TailEncoder> event_stream_encoder(TailIntroduction introduction,
                                                  const TailRequest& request) {
  return std::make_unique<EventStreamEncoder>(introduction, request);
}

}  // namespace epitaph::logs
