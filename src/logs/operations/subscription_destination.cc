#include "logs/operations/subscription_destination.h"

#include <fmt/format.h>

namespace epitaph::logs {
namespace {

bool is_destination_of_events(const ArnParts& arn) {
  return arn.service == "events" && arn.resource.starts_with("api-destination/");
}

aws::ApiError cannot_be_used(std::string_view vendor, std::string_view with_or_without) {
  return aws::invalid_parameter(fmt::format(
      "destinationArn for vendor {} cannot be used {} roleArn", vendor, with_or_without));
}

aws::Verdict refused_lambda(const ArnParts& arn, const Scope& caller, bool has_role) {
  if (arn.account != caller.account) {
    return aws::access_denied(
        "Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies "
        "to create cross account lambda triggers.");
  }
  if (has_role) return cannot_be_used("lambda", "with");
  return aws::invalid_parameter(
      "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission "
      "to execute your function.");
}

aws::Verdict refused_stream(std::string_view vendor, std::string_view name, bool has_role) {
  if (!has_role) return cannot_be_used(vendor, "without");
  return aws::invalid_parameter(
      fmt::format("Could not deliver test message to specified {} stream. Check if the given {} "
                  "stream is in ACTIVE state.",
                  name, vendor == "kinesis" ? "kinesis" : "Firehose"));
}

aws::Verdict check_here(SubscriptionTarget* target, std::string_view destination_arn) {
  if (target == nullptr) return undelivered_test_message(destination_arn);
  const Status there = target->check(destination_arn);
  if (there) return Done{};
  const auto kind = there.error().kind;
  if (kind != ErrorKind::kNotFound && kind != ErrorKind::kInvalid) return there.error();
  return undelivered_test_message(destination_arn);
}

}  // namespace

aws::Verdict check_destination(SubscriptionTarget* target, const Scope& caller,
                               std::string_view destination_arn, std::string_view role_arn) {
  const auto arn = parse_arn(destination_arn);
  if (!arn) return aws::invalid_parameter("destinationArn is not a valid ARN.");
  const bool has_role = !role_arn.empty();
  if (arn->service == "sqs" || is_destination_of_events(*arn)) {
    return check_here(target, destination_arn);
  }
  if (arn->service == "lambda") return refused_lambda(*arn, caller, has_role);
  if (arn->service == "kinesis") return refused_stream("kinesis", "Kinesis", has_role);
  if (arn->service == "firehose") return refused_stream("firehose", "Firehose", has_role);
  if (arn->service == "logs" && arn->resource.starts_with("destination:")) {
    return aws::resource_not_found("The specified destination does not exist.");
  }
  return aws::invalid_parameter(
      fmt::format("PutSubscriptionFilter operation cannot work with destinationArn for vendor {}",
                  arn->service));
}

std::string_view vendor_name(std::string_view destination_arn) {
  const auto arn = parse_arn(destination_arn);
  return arn && arn->service == "sqs" ? "SQS queue" : "API destination";
}

aws::ApiError undelivered_test_message(std::string_view destination_arn) {
  const auto vendor = vendor_name(destination_arn);
  return aws::invalid_parameter(
      fmt::format("Could not deliver test message to specified {}. Check if the given {} exists.",
                  vendor, vendor));
}

}  // namespace epitaph::logs
