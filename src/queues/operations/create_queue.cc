#include <algorithm>

#include "base/ascii.h"
#include "queues/operations/called_queue.h"
#include "queues/operations/operations.h"
#include "queues/operations/shapes.h"
#include "queues/queue_attributes.h"
#include "queues/refusals.h"

namespace epitaph::queues {
namespace {

const aws::Shape& create_queue_input() {
  static const aws::Shape kShape = aws::structure({{"QueueName", aws::string()},
                                                   {"Attributes", attribute_map_shape()},
                                                   {"tags", tag_map_shape()}});
  return kShape;
}

const aws::Shape& create_queue_output() {
  static const aws::Shape kShape = aws::structure({{"QueueUrl", aws::string()}});
  return kShape;
}

aws::Verdict check_name(std::string_view name) {
  constexpr std::size_t kNameBytesMax = 80;
  constexpr std::string_view kFifoSuffix = ".fifo";
  if (name.ends_with(kFifoSuffix)) return fifo_not_offered();
  const bool fits =
      !name.empty() && name.size() <= kNameBytesMax &&
      std::ranges::all_of(name, [](char c) { return is_alphanumeric(c) || c == '-' || c == '_'; });
  if (fits) return Done{};
  return invalid_parameter_value(
      "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
}

/// Creating a queue again is no fault, so long as it would be the same.
aws::Verdict check_same(const Queue& existing,
                        const std::map<std::string, std::string>& attributes) {
  for (const auto& [name, value] : attributes) {
    if (attribute_of(existing, name).value_or("") != value) return queue_name_exists(name);
  }
  return Done{};
}

aws::Answer handle_create_queue(const SqsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(name, required_text(call.input, "QueueName"));
  const auto attributes = text_map(call.input, "Attributes");
  if (attributes.contains("FifoQueue")) return fifo_not_offered();
  EPITAPH_CHECK(check_name(name));
  EPITAPH_CHECK(check_settable(parts, attributes));

  Queue wanted;
  wanted.address = {call.scope, name};
  wanted.tags = text_map(call.input, "tags");
  set_attributes(wanted, attributes);
  EPITAPH_TRY(queue, Queues(parts.store, parts.clock).create(std::move(wanted)));
  EPITAPH_CHECK(check_same(queue, attributes));
  return boost::json::object{{"QueueUrl", url_of(queue.address, call.host)}};
}

}  // namespace

aws::Operation create_queue(const SqsServiceParts& parts) {
  return {.name = "CreateQueue",
          .input = create_queue_input(),
          .handle = [parts](const aws::Call& call) { return handle_create_queue(parts, call); },
          .output = create_queue_output()};
}

}  // namespace epitaph::queues
