#include "aws/input.h"
#include "logs/filter_runner.h"
#include "logs/log_filters.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"

namespace epitaph::logs {
namespace {

const aws::Shape& delete_subscription_filter_input() {
  static const aws::Shape kShape =
      aws::structure({{"logGroupName", log_group_name_shape(), aws::kRequired},
                      {"filterName", filter_name_shape(), aws::kRequired}});
  return kShape;
}

aws::Answer handle_delete_subscription_filter(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(check_name_lengths(call.input));
  const std::string name{aws::text(call.input, "filterName")};
  EPITAPH_TRY(
      group,
      LogFilters{parts.store}.change(
          call.scope, aws::text(call.input, "logGroupName"),
          [&](const LogGroup&, GroupFilters& filters, storage::Commit&) -> aws::Verdict {
            if (filters.subscriptions.erase(name) > 0) return Done{};
            return aws::resource_not_found("The specified subscription filter does not exist.");
          }));
  if (parts.filters != nullptr) EPITAPH_CHECK(parts.filters->note(group));
  return Done{};
}

}  // namespace

aws::Operation delete_subscription_filter(const LogServiceParts& parts) {
  return {.name = "DeleteSubscriptionFilter",
          .input = delete_subscription_filter_input(),
          .handle = [parts](const aws::Call& call) {
            return handle_delete_subscription_filter(parts, call);
          }};
}

}  // namespace epitaph::logs
