#include <boost/json.hpp>

#include "aws/input.h"
#include "logs/log_group_query.h"
#include "logs/log_groups.h"
#include "logs/operations/called_log_group.h"
#include "logs/operations/milliseconds.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"
#include "logs/page_token.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

constexpr std::string_view kListing = "log-groups";

const aws::Shape& describe_log_groups_input() {
  static const aws::Shape kShape = aws::structure(
      {{"accountIdentifiers",
        aws::list(aws::string().length(12, 12).pattern(R"(^\d{12}$)")).length(0, 20)},
       {"logGroupNamePrefix", aws::string().length(1, 512).pattern(R"([\.\-_/#A-Za-z0-9]+)")},
       {"logGroupNamePattern", aws::string().length(0, 512).pattern(R"([\.\-_/#A-Za-z0-9]*)")},
       {"nextToken", next_token_shape()},
       {"limit", describe_limit_shape()},
       {"includeLinkedAccounts", aws::boolean()},
       {"logGroupClass", log_group_class_shape()},
       {"logGroupIdentifiers", aws::list(log_group_identifier_shape()).length(1, 50)}});
  return kShape;
}

aws::Verdict check_exclusive(const json::object& input) {
  const bool prefix = aws::has(input, "logGroupNamePrefix");
  const bool pattern = aws::has(input, "logGroupNamePattern");
  if (prefix && pattern) {
    return aws::invalid_parameter(
        "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
  }
  if (aws::has(input, "logGroupIdentifiers") &&
      (prefix || pattern || aws::has(input, "logGroupClass"))) {
    return aws::invalid_parameter(
        "LogGroup identifiers and the other filters are mutually exclusive parameters.");
  }
  return Done{};
}

/// The names that `logGroupIdentifiers` leaves of the caller's groups.
std::optional<std::set<std::string>> names_asked_for(const aws::Call& call) {
  if (!aws::has(call.input, "logGroupIdentifiers")) return std::nullopt;
  std::set<std::string> names;
  for (const json::value& identifier : aws::items(call.input, "logGroupIdentifiers")) {
    auto address = read_identifier(identifier.as_string(), call.scope);
    if (address.scope == call.scope) names.insert(std::move(address.name));
  }
  return names;
}

/// Whether the caller's own account is among those asked for. No account is linked to another
/// here, so it is the only one there can be.
bool own_account_is_asked_for(const aws::Call& call) {
  const auto& accounts = aws::items(call.input, "accountIdentifiers");
  return accounts.empty() || std::ranges::any_of(accounts, [&](const json::value& account) {
           return account.as_string() == call.scope.account;
         });
}

aws::Outcome<LogGroupQuery> log_group_query_of(const aws::Call& call) {
  EPITAPH_CHECK(check_exclusive(call.input));
  const auto given = [&](std::string_view member) {
    return std::string{aws::optional_text(call.input, member).value_or("")};
  };
  LogGroupQuery query{
      .prefix = given("logGroupNamePrefix"),
      .pattern = given("logGroupNamePattern"),
      .log_group_class = given("logGroupClass"),
      .names = names_asked_for(call),
      .after = {},
      .limit = static_cast<std::size_t>(aws::optional_number(call.input, "limit").value_or(50))};
  if (!own_account_is_asked_for(call)) query.names.emplace();
  if (const auto token = aws::optional_text(call.input, "nextToken")) {
    query.after = parse_page_token(kListing, *token);
    if (!query.after) return invalid_next_token();
  }
  return query;
}

json::object log_group_json(const LogGroup& group) {
  const std::string arn = log_group_arn(group.scope, group.name);
  json::object answer{{"logGroupName", group.name},
                      {"creationTime", to_milliseconds(group.created_at)},
                      {"metricFilterCount", group.metric_filters},
                      {"arn", arn + ":*"},
                      {"logGroupClass", group.log_group_class},
                      {"logGroupArn", arn}};
  if (group.retention_days) answer["retentionInDays"] = *group.retention_days;
  if (!group.kms_key_id.empty()) answer["kmsKeyId"] = group.kms_key_id;
  return answer;
}

aws::Answer handle_describe_log_groups(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(query, log_group_query_of(call));
  EPITAPH_TRY(groups, LogGroups{parts.store}.list(call.scope));
  const LogGroupPage page = select(std::move(groups), query);

  json::array listed;
  for (const LogGroup& group : page.groups) {
    json::object& answer = listed.emplace_back(log_group_json(group)).as_object();
    // AWS leaves both out where names are searched by a pattern.
    if (aws::has(call.input, "logGroupNamePattern")) continue;
    EPITAPH_TRY(bytes, parts.store.group_bytes(group.id, retained_from(group, parts.clock.now())));
    answer["storedBytes"] = bytes;
    answer["deletionProtectionEnabled"] = group.deletion_protected;
  }
  json::object output{{"logGroups", std::move(listed)}};
  if (page.next) output["nextToken"] = page_token(kListing, *page.next);
  return output;
}

}  // namespace

aws::Operation describe_log_groups(const LogServiceParts& parts) {
  return {
      .name = "DescribeLogGroups",
      .input = describe_log_groups_input(),
      .handle = [parts](const aws::Call& call) { return handle_describe_log_groups(parts, call); }};
}

}  // namespace epitaph::logs
