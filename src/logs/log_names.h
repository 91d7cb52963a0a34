#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "model/arn.h"

namespace epitaph::logs {

/// Of a log group's name and of a log stream's, in UTF-16 units, as AWS counts.
constexpr std::size_t kNameLengthMax = 512;

/// Whether text can be a log stream's name: 1 to kNameLengthMax units without `:` and `*`.
/// Source: reference cloudwatch-logs.md, 2.
bool is_log_stream_name(std::string_view text);

/// Where a log group is: whose, and its name there.
struct LogGroupAddress {
  Scope scope;
  std::string name;
  auto operator<=>(const LogGroupAddress&) const = default;
};

/// Reads `arn:P:logs:REGION:ACCOUNT:log-group:NAME`, with `:*` behind it or not: IAM and
/// EventBridge write the longer form, most operations of CloudWatch Logs the shorter. nullopt when
/// it is none.
std::optional<LogGroupAddress> parse_log_group_arn(std::string_view arn);

/// The shorter form: `logGroupArn` of an answer, where `arn` has the longer.
std::string log_group_arn(const Scope& scope, std::string_view group);
std::string log_stream_arn(const Scope& scope, std::string_view group, std::string_view stream);

}  // namespace epitaph::logs
