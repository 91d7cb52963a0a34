#include "queues/redrive_policy.h"

#include <charconv>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "queues/refusals.h"

namespace epitaph::queues {
namespace {

namespace json = boost::json;

constexpr std::int64_t kReceivesMax = 1'000;

aws::ApiError refused(std::string_view policy, std::string_view reason) {
  return invalid_parameter_value(
      fmt::format("Value {} for parameter RedrivePolicy is invalid. Reason: {}", policy, reason));
}

std::optional<std::int64_t> whole_number(const json::value& value) {
  if (value.is_int64()) return value.get_int64();
  if (!value.is_string()) return std::nullopt;
  const std::string_view text = value.get_string();
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

aws::Outcome<RedrivePolicy> parse_redrive_policy(std::string_view text) {
  json::error_code failed;
  const json::value parsed = json::parse(text, failed);
  const json::object* policy = failed ? nullptr : parsed.if_object();
  if (policy == nullptr) return refused(text, "Redrive policy is not a valid JSON map.");

  const json::value* arn = policy->if_contains("deadLetterTargetArn");
  const json::value* count = policy->if_contains("maxReceiveCount");
  for (const auto& [member, name] :
       {std::pair{arn, "deadLetterTargetArn"}, std::pair{count, "maxReceiveCount"}}) {
    if (member == nullptr) {
      return refused(text,
                     fmt::format("Redrive policy does not contain mandatory attribute: {}.", name));
    }
  }
  const auto receives = whole_number(*count);
  if (!receives || *receives < 1 || *receives > kReceivesMax) {
    return refused(text, fmt::format("Invalid value for maxReceiveCount: {}, valid values are from "
                                     "1 to 1000 both inclusive.",
                                     json::serialize(*count)));
  }
  const auto address = arn->is_string() ? parse_queue_arn(arn->get_string()) : std::nullopt;
  if (!address) return refused(text, "Invalid value for deadLetterTargetArn.");
  return RedrivePolicy{.dead_letters = *address,
                       .receives_max = static_cast<std::uint64_t>(*receives)};
}

std::optional<RedrivePolicy> redrive_policy_of(const Queue& queue) {
  const auto set = queue.attributes.find("RedrivePolicy");
  if (set == queue.attributes.end()) return std::nullopt;
  auto policy = parse_redrive_policy(set->second);
  if (!policy) return std::nullopt;  // only what could be read was stored
  return *std::move(policy);
}

}  // namespace epitaph::queues
