#include "aws/input.h"
#include "events/operations/operations.h"

namespace epitaph::events {
namespace {

/// What partners offer reaches AWS accounts through AWS alone, so there is nothing that one of
/// these could do here. They say so in the class that AWS has for it, for partner and customer
/// alike.
constexpr std::string_view kNames[] = {"ActivateEventSource",     "CreatePartnerEventSource",
                                       "DeactivateEventSource",   "DeletePartnerEventSource",
                                       "DescribeEventSource",     "DescribePartnerEventSource",
                                       "ListEventSources",        "ListPartnerEventSourceAccounts",
                                       "ListPartnerEventSources", "PutPartnerEvents"};

aws::Answer refuse(const aws::Call&) {
  return aws::ApiError{.type = "OperationDisabledException",
                       .message = "Partner event sources are not available in Epitaph."};
}

}  // namespace

std::vector<aws::Operation> partner_event_sources() {
  std::vector<aws::Operation> operations;
  for (const auto name : kNames) {
    operations.push_back({.name = name, .input = aws::structure({}), .handle = refuse});
  }
  return operations;
}

}  // namespace epitaph::events
