#pragma once
#include <memory>
#include <string_view>

#include "aws/operation.h"
#include "events/bus.h"
#include "events/rule_book.h"

namespace epitaph::events {

/// The bus that the call's EventBusName, or another member, means.
/// Errors: `Event bus X does not exist.`
aws::Outcome<BusAddress> called_bus(const aws::Call& call, const RuleBook& rules,
                                    std::string_view member = "EventBusName");

/// The rule that `member` of the call names, on called_bus().
/// Errors: also `Rule X does not exist on EventBus B.`
aws::Outcome<std::shared_ptr<const CompiledRule>> called_rule(const aws::Call& call,
                                                              const RuleBook& rules,
                                                              std::string_view member);

/// Changes that rule, if it is there, with `change`; for calls that change what must exist.
/// Errors: those of called_rule(), of `change` and of RuleBook::change().
aws::Verdict change_called_rule(const aws::Call& call, RuleBook& rules, std::string_view member,
                                const std::function<aws::Verdict(Rule&)>& change);

}  // namespace epitaph::events
