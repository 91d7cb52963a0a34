#include "aws/input.h"
#include "logs/filter/filter_pattern.h"
#include "logs/filter_runner.h"
#include "logs/log_filters.h"
#include "logs/operations/filter_quota.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"
#include "logs/operations/subscription_destination.h"
#include "logs/subscription_message.h"

namespace epitaph::logs {
namespace {

const aws::Shape& put_subscription_filter_input() {
  static const aws::Shape kShape = aws::structure(
      {{"logGroupName", log_group_name_shape(), aws::kRequired},
       {"filterName", filter_name_shape(), aws::kRequired},
       {"filterPattern", filter_pattern_shape(), aws::kRequired},
       {"destinationArn", aws::string().length(1, std::numeric_limits<std::size_t>::max()),
        aws::kRequired},
       {"roleArn", aws::string().length(1, std::numeric_limits<std::size_t>::max())},
       {"distribution", aws::string().one_of({"Random", "ByLogStream"})},
       {"applyOnTransformedLogs", aws::boolean()},
       {"fieldSelectionCriteria", aws::string().length(0, 2000)},
       {"emitSystemFields", aws::list(aws::string())}});
  return kShape;
}

/// What only acts on what other accounts or transformers send: there are neither.
aws::Verdict check_unavailable_for_subscriptions(const boost::json::object& input) {
  if (aws::flag(input, "applyOnTransformedLogs")) {
    return aws::invalid_parameter(
        "applyOnTransformedLogs needs a log group with a log transformer, and there are none.");
  }
  for (const std::string_view member : {"fieldSelectionCriteria", "emitSystemFields"}) {
    if (aws::has(input, member)) {
      return aws::invalid_parameter(
          fmt::format("{} is not available in this version of Epitaph.", member));
    }
  }
  return Done{};
}

SubscriptionFilter read_subscription_filter(const boost::json::object& input, Timestamp now) {
  return {.name = std::string{aws::text(input, "filterName")},
          .pattern = std::string{aws::text(input, "filterPattern")},
          .created_at = now,
          .destination_arn = std::string{aws::text(input, "destinationArn")},
          .role_arn = std::string{aws::optional_text(input, "roleArn").value_or("")},
          .distribution =
              std::string{aws::optional_text(input, "distribution").value_or("ByLogStream")}};
}

/// Adds the message by which AWS sees whether a destination is there to take any.
aws::Verdict send_control_message(const LogGroup& group, const SubscriptionFilter& filter,
                                  Timestamp now, SubscriptionSender& sender,
                                  storage::Commit& commit) {
  const Status added =
      sender.add({.scope = group.scope,
                  .group = group.name,
                  .filter = filter.name,
                  .destination_arn = filter.destination_arn,
                  .payload = control_message(vendor_name(filter.destination_arn), now),
                  .now = now},
                 commit);
  if (added) return Done{};
  const auto kind = added.error().kind;
  if (kind != ErrorKind::kNotFound && kind != ErrorKind::kInvalid) return added.error();
  return undelivered_test_message(filter.destination_arn);
}

aws::Answer handle_put_subscription_filter(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(check_name_lengths(call.input));
  EPITAPH_CHECK(check_unavailable_for_subscriptions(call.input));
  const auto now = parts.clock.now();
  const auto filter = read_subscription_filter(call.input, now);
  const auto pattern = FilterPattern::compile(filter.pattern);
  if (!pattern) return aws::invalid_parameter(pattern.error().message);
  auto* target = parts.filters == nullptr ? nullptr : &parts.filters->target();
  // Before it is asked whether the group is there, as on AWS.
  EPITAPH_CHECK(check_destination(target, call.scope, filter.destination_arn, filter.role_arn));

  std::unique_ptr<SubscriptionSender> sender;
  EPITAPH_TRY(changed, LogFilters{parts.store}.change(
                           call.scope, aws::text(call.input, "logGroupName"),
                           [&](const LogGroup& group, GroupFilters& filters,
                               storage::Commit& commit) -> aws::Verdict {
                             filters.subscriptions[filter.name] = filter;
                             EPITAPH_CHECK(check_filter_quota(filters));
                             sender = target->begin();
                             return send_control_message(group, filter, now, *sender, commit);
                           }));
  sender->committed();
  EPITAPH_CHECK(parts.filters->note(changed));
  return Done{};
}

}  // namespace

aws::Operation put_subscription_filter(const LogServiceParts& parts) {
  return {.name = "PutSubscriptionFilter",
          .input = put_subscription_filter_input(),
          .handle = [parts](const aws::Call& call) {
            return handle_put_subscription_filter(parts, call);
          }};
}

}  // namespace epitaph::logs
