#include "queues/operations/message_output.h"

#include <algorithm>

#include "aws/input.h"
#include "base/base64.h"
#include "queues/message_digest.h"
#include "queues/queue_attributes.h"
#include "queues/refusals.h"

namespace epitaph::queues {
namespace {

namespace json = boost::json;

constexpr std::string_view kSystemAttributes[] = {"All",
                                                  "ApproximateFirstReceiveTimestamp",
                                                  "ApproximateReceiveCount",
                                                  "AWSTraceHeader",
                                                  "DeadLetterQueueSourceArn",
                                                  "MessageDeduplicationId",
                                                  "MessageGroupId",
                                                  "SenderId",
                                                  "SentTimestamp",
                                                  "SequenceNumber"};

/// The older AttributeNames is typed as names of a queue's attributes too, and takes them.
bool is_known(std::string_view name) {
  return is_attribute_name(name) ||
         std::ranges::find(kSystemAttributes, name) != std::end(kSystemAttributes);
}

std::string epoch_text(Timestamp time) { return std::to_string(time.time_since_epoch().count()); }

bool names_it(std::string_view pattern, std::string_view name) {
  if (pattern == "All" || pattern == ".*") return true;
  constexpr std::string_view kAny = ".*";
  if (pattern.ends_with(kAny)) {
    return name.starts_with(pattern.substr(0, pattern.size() - kAny.size()));
  }
  return pattern == name;
}

json::object to_json(const MessageAttributes& attributes) {
  json::object object;
  for (const auto& [name, attribute] : attributes) {
    json::object value{{"DataType", attribute.data_type}};
    if (is_binary(attribute)) {
      value["BinaryValue"] = base64_encode(attribute.value);
    } else {
      value["StringValue"] = attribute.value;
    }
    object[name] = std::move(value);
  }
  return object;
}

}  // namespace

aws::Outcome<ShownMembers> ShownMembers::asked_for(const json::object& input) {
  ShownMembers members;
  for (const std::string_view member : {"AttributeNames", "MessageSystemAttributeNames"}) {
    for (const json::value& item : aws::items(input, member)) {
      const std::string name{item.as_string()};
      if (!is_known(name)) return invalid_attribute_name(name);
      members.system_.insert(name);
    }
  }
  for (const json::value& item : aws::items(input, "MessageAttributeNames")) {
    members.names_.emplace_back(item.as_string());
  }
  return members;
}

json::object ShownMembers::show(const ReceivedMessage& message) const {
  json::object shown{{"MessageId", message.state.id},
                     {"ReceiptHandle", to_text(message.handle)},
                     {"MD5OfBody", md5_of_body(message.body)},
                     {"Body", message.body}};
  if (auto attributes = system_attributes(message); !attributes.empty()) {
    shown["Attributes"] = std::move(attributes);
  }
  if (const auto attributes = chosen(message.state.attributes); !attributes.empty()) {
    shown["MD5OfMessageAttributes"] = md5_of_attributes(attributes);
    shown["MessageAttributes"] = to_json(attributes);
  }
  return shown;
}

json::object ShownMembers::system_attributes(const ReceivedMessage& message) const {
  const MessageState& state = message.state;
  json::object all{{"SenderId", state.sender},
                   {"SentTimestamp", epoch_text(message.sent_at)},
                   {"ApproximateReceiveCount", std::to_string(state.received)}};
  if (state.first_received) {
    all["ApproximateFirstReceiveTimestamp"] = epoch_text(*state.first_received);
  }
  if (!state.trace.empty()) all["AWSTraceHeader"] = state.trace;
  if (system_.contains("All")) return all;
  json::object some;
  for (const auto& entry : all) {
    if (system_.contains(std::string{entry.key()})) some[entry.key()] = entry.value();
  }
  return some;
}

MessageAttributes ShownMembers::chosen(const MessageAttributes& attributes) const {
  MessageAttributes some;
  for (const auto& [name, attribute] : attributes) {
    for (const std::string& pattern : names_) {
      if (names_it(pattern, name)) some.emplace(name, attribute);
    }
  }
  return some;
}

}  // namespace epitaph::queues
