#include "queues/operations/called_queue.h"

#include <fmt/format.h>

#include "aws/input.h"
#include "queues/queue_attributes.h"
#include "queues/redrive_policy.h"
#include "queues/refusals.h"

namespace epitaph::queues {

aws::Outcome<QueueAddress> called_address(const aws::Call& call) {
  const auto given = aws::optional_text(call.input, "QueueUrl");
  if (!given && call.path == "/") return missing_parameter("QueueUrl");
  const std::string_view url = given ? *given : std::string_view{call.path};
  auto address = parse_queue_url(url, call.scope.region);
  if (!address) return invalid_address(url);
  return *std::move(address);
}

aws::Outcome<Queue> called_queue(const SqsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(address, called_address(call));
  auto queue = Queues{parts.store, parts.clock}.find(address);
  if (!queue) return refused_queue(queue.error());
  return *std::move(queue);
}

aws::ApiError refused_queue(const Error& error) {
  return error.kind == ErrorKind::kNotFound ? queue_does_not_exist() : aws::unforeseen(error);
}

aws::Outcome<std::string> required_text(const boost::json::object& input, std::string_view name) {
  const auto given = aws::optional_text(input, name);
  if (!given) return missing_parameter(name);
  return std::string{*given};
}

std::map<std::string, std::string> text_map(const boost::json::object& input,
                                            std::string_view name) {
  std::map<std::string, std::string> texts;
  if (const auto* given = aws::optional_object(input, name)) {
    for (const auto& entry : *given) {
      const auto* text = entry.value().if_string();
      texts[entry.key()] = text != nullptr ? std::string{*text} : std::string{};
    }
  }
  return texts;
}

aws::Verdict check_settable(const SqsServiceParts& parts,
                            const std::map<std::string, std::string>& attributes) {
  EPITAPH_CHECK(check_attributes(attributes));
  const auto set = attributes.find("RedrivePolicy");
  if (set == attributes.end() || set->second.empty()) return Done{};
  EPITAPH_TRY(policy, parse_redrive_policy(set->second));
  const auto found = Queues{parts.store, parts.clock}.find(policy.dead_letters);
  if (found) return Done{};
  if (found.error().kind != ErrorKind::kNotFound) return found.error();
  return invalid_parameter_value(fmt::format(
      "Value {} for parameter RedrivePolicy is invalid. Reason: Dead letter target does "
      "not exist.",
      set->second));
}

}  // namespace epitaph::queues
