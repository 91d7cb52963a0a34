#include <boost/json.hpp>

#include "aws/input.h"
#include "logs/log_filters.h"
#include "logs/operations/called_log_group.h"
#include "logs/operations/milliseconds.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"
#include "logs/page_token.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

constexpr std::string_view kSubscriptionFilterListing = "subscription-filters";

const aws::Shape& describe_subscription_filters_input() {
  static const aws::Shape kShape =
      aws::structure({{"logGroupName", log_group_name_shape(), aws::kRequired},
                      {"filterNamePrefix", filter_name_shape()},
                      {"nextToken", next_token_shape()},
                      {"limit", describe_limit_shape()}});
  return kShape;
}

json::object subscription_filter_json(const LogGroup& group, const SubscriptionFilter& filter) {
  json::object shown{{"filterName", filter.name},
                     {"logGroupName", group.name},
                     {"filterPattern", filter.pattern},
                     {"destinationArn", filter.destination_arn},
                     {"distribution", filter.distribution},
                     {"applyOnTransformedLogs", false},
                     {"creationTime", to_milliseconds(filter.created_at)}};
  if (!filter.role_arn.empty()) shown["roleArn"] = filter.role_arn;
  return shown;
}

aws::Answer handle_describe_subscription_filters(const LogServiceParts& parts,
                                                 const aws::Call& call) {
  EPITAPH_TRY(group, called_log_group(parts, call));
  std::string after;
  if (const auto token = aws::optional_text(call.input, "nextToken")) {
    auto name = parse_page_token(kSubscriptionFilterListing, *token);
    if (!name) return invalid_next_token();
    after = *std::move(name);
  }
  EPITAPH_TRY(filters, LogFilters{parts.store}.of(group));
  const auto prefix = aws::optional_text(call.input, "filterNamePrefix").value_or("");
  const auto limit =
      static_cast<std::size_t>(aws::optional_number(call.input, "limit").value_or(50));

  json::object output;
  json::array listed;
  std::string last;
  for (const auto& [name, filter] : filters.subscriptions) {
    if (name <= after || !name.starts_with(prefix)) continue;
    if (listed.size() == limit) {
      output["nextToken"] = page_token(kSubscriptionFilterListing, last);
      break;
    }
    listed.push_back(subscription_filter_json(group, filter));
    last = name;
  }
  output["subscriptionFilters"] = std::move(listed);
  return output;
}

}  // namespace

aws::Operation describe_subscription_filters(const LogServiceParts& parts) {
  return {.name = "DescribeSubscriptionFilters",
          .input = describe_subscription_filters_input(),
          .handle = [parts](const aws::Call& call) {
            return handle_describe_subscription_filters(parts, call);
          }};
}

}  // namespace epitaph::logs
