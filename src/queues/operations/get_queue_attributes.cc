#include <algorithm>
#include <set>

#include "aws/input.h"
#include "queues/messages.h"
#include "queues/operations/called_queue.h"
#include "queues/operations/operations.h"
#include "queues/operations/shapes.h"
#include "queues/queue_attributes.h"
#include "queues/refusals.h"

namespace epitaph::queues {
namespace {

const aws::Shape& get_queue_attributes_input() {
  static const aws::Shape kShape =
      aws::structure({{"QueueUrl", aws::string()}, {"AttributeNames", attribute_names_shape()}});
  return kShape;
}

const aws::Shape& get_queue_attributes_output() {
  static const aws::Shape kShape = aws::structure({{"Attributes", attribute_map_shape()}});
  return kShape;
}

/// Names that make it worth to count the messages.
bool asks_for_counts(const std::set<std::string>& names) {
  return std::ranges::any_of(names, [](const std::string& name) {
    return name == "All" || name.starts_with("ApproximateNumberOfMessages");
  });
}

aws::Outcome<std::set<std::string>> asked_for(const aws::Call& call) {
  std::set<std::string> names;
  for (const auto& item : aws::items(call.input, "AttributeNames")) {
    const std::string name{item.as_string()};
    if (!is_attribute_name(name)) return invalid_attribute_name(name);
    names.insert(name);
  }
  return names;
}

aws::Answer handle_get_queue_attributes(const SqsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(queue, called_queue(parts, call));
  EPITAPH_TRY(names, asked_for(call));
  auto shown = shown_attributes(queue);
  if (asks_for_counts(names)) {
    EPITAPH_TRY(counts, Messages(parts.store, parts.polls, parts.clock).count(queue));
    shown["ApproximateNumberOfMessages"] = std::to_string(counts.visible);
    shown["ApproximateNumberOfMessagesNotVisible"] = std::to_string(counts.in_flight);
    shown["ApproximateNumberOfMessagesDelayed"] = std::to_string(counts.delayed);
  }
  boost::json::object attributes;
  for (const auto& [name, value] : shown) {
    if (names.contains("All") || names.contains(name)) attributes[name] = value;
  }
  boost::json::object output;
  if (!attributes.empty()) output["Attributes"] = std::move(attributes);
  return output;
}

}  // namespace

aws::Operation get_queue_attributes(const SqsServiceParts& parts) {
  return {
      .name = "GetQueueAttributes",
      .input = get_queue_attributes_input(),
      .handle = [parts](const aws::Call& call) { return handle_get_queue_attributes(parts, call); },
      .output = get_queue_attributes_output()};
}

}  // namespace epitaph::queues
