#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace epitaph::logs {

/// A resource policy's text as DescribeResourcePolicies answers it: members in IAM's own order (in
/// the document Version, Id, Statement; in a statement Sid, Effect, Principal, Action, Resource,
/// Condition, and others behind them), lists of one element as that element, but for `Statement`,
/// which is always a list; `Version` 2008-10-17 where it is missing, no blanks.
/// Terraform compares this text with its own, so it must be the same in every answer.
/// nullopt when `text` is no policy: no JSON object, or without a statement that is an object with
/// an Effect of Allow or Deny.
/// Source: reference cloudwatch-logs.md, 3.5, and answers of AWS's that were recorded in 2026.
std::optional<std::string> normalised_policy(std::string_view text);

}  // namespace epitaph::logs
