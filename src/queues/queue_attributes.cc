#include "queues/queue_attributes.h"

#include <algorithm>
#include <charconv>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "queues/redrive_policy.h"
#include "queues/refusals.h"

namespace epitaph::queues {
namespace {

struct NumericAttribute {
  std::string_view name;
  std::int64_t min, max;
  std::optional<std::int64_t> otherwise;
};

constexpr NumericAttribute kNumericAttributes[] = {
    {"DelaySeconds", 0, 900, 0},
    {"KmsDataKeyReusePeriodSeconds", 60, 86'400, {}},
    {"MaximumMessageSize", 1'024, 1'048'576, 1'048'576},
    {"MessageRetentionPeriod", 60, 1'209'600, 345'600},
    {"ReceiveMessageWaitTimeSeconds", 0, 20, 0},
    {"VisibilityTimeout", 0, 43'200, 30},
};

/// Kept and shown; but for RedrivePolicy nothing here acts on them.
constexpr std::string_view kTextAttributes[] = {"KmsMasterKeyId", "Policy", "RedriveAllowPolicy",
                                                "RedrivePolicy", "SqsManagedSseEnabled"};

constexpr std::string_view kReadOnlyAttributes[] = {"ApproximateNumberOfMessages",
                                                    "ApproximateNumberOfMessagesDelayed",
                                                    "ApproximateNumberOfMessagesNotVisible",
                                                    "CreatedTimestamp",
                                                    "LastModifiedTimestamp",
                                                    "QueueArn"};

const NumericAttribute* find_numeric(std::string_view name) {
  const auto* found = std::ranges::find(kNumericAttributes, name, &NumericAttribute::name);
  return found == std::end(kNumericAttributes) ? nullptr : found;
}

bool is_text_attribute(std::string_view name) {
  return std::ranges::find(kTextAttributes, name) != std::end(kTextAttributes);
}

std::optional<std::int64_t> parse_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool is_json_object(std::string_view text) {
  boost::json::error_code failed;
  const auto value = boost::json::parse(text, failed);
  return !failed && value.is_object();
}

aws::Verdict check_text(std::string_view name, std::string_view value) {
  if (name == "RedrivePolicy" && !value.empty()) {
    EPITAPH_TRY(policy, parse_redrive_policy(value));
    (void)policy;
    return Done{};
  }
  const bool is_policy = name == "Policy" || name == "RedriveAllowPolicy";
  const bool is_fit = is_policy                        ? value.empty() || is_json_object(value)
                      : name == "SqsManagedSseEnabled" ? value == "true" || value == "false"
                                                       : true;
  if (!is_fit) return invalid_attribute_value(name);
  return Done{};
}

aws::Verdict check_attribute(std::string_view name, std::string_view value) {
  if (name == "FifoQueue" && value == "true") return fifo_not_offered();
  if (is_text_attribute(name)) return check_text(name, value);
  const NumericAttribute* attribute = find_numeric(name);
  if (attribute == nullptr) return invalid_attribute_name(name);
  const auto number = parse_number(value);
  if (!number || *number < attribute->min || *number > attribute->max) {
    return invalid_attribute_value(name);
  }
  return Done{};
}

}  // namespace

aws::Verdict check_attributes(const std::map<std::string, std::string>& attributes) {
  for (const auto& [name, value] : attributes) EPITAPH_CHECK(check_attribute(name, value));
  return Done{};
}

void set_attributes(Queue& queue, const std::map<std::string, std::string>& attributes) {
  for (const auto& [name, value] : attributes) {
    if (value.empty()) {
      queue.attributes.erase(name);
    } else {
      queue.attributes.insert_or_assign(name, value);
    }
  }
}

std::optional<std::string> attribute_of(const Queue& queue, std::string_view name) {
  if (const auto set = queue.attributes.find(std::string{name}); set != queue.attributes.end()) {
    return set->second;
  }
  const NumericAttribute* attribute = find_numeric(name);
  if (attribute == nullptr || !attribute->otherwise) return std::nullopt;
  return std::to_string(*attribute->otherwise);
}

std::int64_t number_of(const Queue& queue, std::string_view name) {
  const auto text = attribute_of(queue, name);
  return text ? parse_number(*text).value_or(0) : 0;
}

std::map<std::string, std::string> shown_attributes(const Queue& queue) {
  std::map<std::string, std::string> shown = queue.attributes;
  for (const NumericAttribute& attribute : kNumericAttributes) {
    if (auto value = attribute_of(queue, attribute.name)) {
      shown.insert_or_assign(std::string{attribute.name}, *std::move(value));
    }
  }
  const auto seconds = [](Timestamp time) {
    return std::to_string(
        std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
  };
  shown["QueueArn"] = arn_of(queue.address);
  shown["CreatedTimestamp"] = seconds(queue.created_at);
  shown["LastModifiedTimestamp"] = seconds(queue.modified_at);
  return shown;
}

bool is_attribute_name(std::string_view name) {
  return name == "All" || find_numeric(name) != nullptr || is_text_attribute(name) ||
         std::ranges::find(kReadOnlyAttributes, name) != std::end(kReadOnlyAttributes);
}

}  // namespace epitaph::queues
