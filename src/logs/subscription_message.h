#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace epitaph::logs {

/// One event as a subscription filter's destination sees it. Points into the commit that adds it.
struct SubscribedEvent {
  std::string id;  ///< 56 digits, as FilterLogEvents' eventId
  Timestamp time;
  std::string_view message;
};

/// What a DATA_MESSAGE tells beside its events. The views hold for the length of the call.
struct SubscriptionSource {
  std::string_view owner;  ///< the account
  std::string_view group;
  std::string_view stream;
  std::string_view filter;
};

/// How many bytes of events one message is made of, unless its first alone has more: gzip and
/// base64 then give less than the 262,144 that a queue takes, however badly the events compress.
constexpr std::size_t kSubscribedBytesMax = 180'000;

/// How many events at the front of `events` go into one message.
std::size_t fitting_events(std::span<const SubscribedEvent> events);

/// `{"awslogs":{"data":"…"}}`, the data in base64 and gzip, as CloudWatch Logs gives it to Lambda:
///   {"messageType":"DATA_MESSAGE","owner":"…","logGroup":"…","logStream":"…",
///    "subscriptionFilters":["…"],"logEvents":[{"id":"…","timestamp":…,"message":"…"}]}
/// Source: reference cloudwatch-logs.md, 3.5.
std::string data_message(const SubscriptionSource& source, std::span<const SubscribedEvent> events);

/// What a destination gets when a filter is put: a CONTROL_MESSAGE, which consumers know to pass
/// over. `vendor` is what is checked: `SQS queue`.
std::string control_message(std::string_view vendor, Timestamp now);

}  // namespace epitaph::logs
