#include "logs/operations/called_log_group.h"

#include "aws/input.h"
#include "logs/log_groups.h"
#include "logs/operations/refusals.h"

namespace epitaph::logs {
namespace {

aws::Outcome<LogGroupAddress> called_address(const aws::Call& call) {
  const auto name = aws::optional_text(call.input, "logGroupName");
  const auto identifier = aws::optional_text(call.input, "logGroupIdentifier");
  if (name && identifier) {
    return aws::validation_exception(
        "LogGroup name and LogGroup ARN are mutually exclusive parameters.");
  }
  if (name) return LogGroupAddress{call.scope, std::string{*name}};
  if (identifier) return read_identifier(*identifier, call.scope);
  return aws::invalid_parameter("Either logGroupName or logGroupIdentifier must be given.");
}

}  // namespace

LogGroupAddress read_identifier(std::string_view identifier, const Scope& caller) {
  auto address = parse_log_group_arn(identifier);
  if (address) return *std::move(address);
  // An ARN of something else is taken for a name as well: no group can be called so.
  return {caller, std::string{identifier}};
}

aws::Outcome<LogGroup> called_log_group(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(check_name_lengths(call.input));
  EPITAPH_TRY(address, called_address(call));
  auto group = LogGroups{parts.store}.find(address.scope, address.name);
  if (group) return *std::move(group);
  return group.error().kind == ErrorKind::kNotFound ? no_such_log_group()
                                                    : aws::unforeseen(group.error());
}

}  // namespace epitaph::logs
