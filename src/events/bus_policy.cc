#include "events/bus_policy.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace epitaph::events {
namespace {

namespace json = boost::json;

/// The policy's statements. One alone may stand without a list around it, as in IAM.
json::array statements_of(std::string_view policy) {
  if (policy.empty()) return {};
  const auto parsed = json::parse(policy);
  const auto* statements = parsed.as_object().if_contains("Statement");
  if (statements == nullptr) return {};
  return statements->is_array() ? statements->get_array() : json::array{*statements};
}

std::string policy_of(json::array statements) {
  if (statements.empty()) return {};
  return json::serialize(
      json::object{{"Version", "2012-10-17"}, {"Statement", std::move(statements)}});
}

bool has_id(const json::value& statement, std::string_view id) {
  const auto* object = statement.if_object();
  const auto* sid = object == nullptr ? nullptr : object->if_contains("Sid");
  return sid != nullptr && sid->is_string() && std::string_view{sid->get_string()} == id;
}

json::object statement_of(const Permission& permission, const BusAddress& bus) {
  json::object statement{{"Sid", permission.statement_id}, {"Effect", "Allow"}};
  if (permission.principal == "*") {
    statement["Principal"] = "*";
  } else {
    statement["Principal"] = {
        {"AWS",
         fmt::format("arn:{}:iam::{}:root", partition_of(bus.scope.region), permission.principal)}};
  }
  statement["Action"] = permission.action;
  statement["Resource"] = bus_arn(bus);
  if (const auto& condition = permission.condition) {
    statement["Condition"] =
        json::object{{condition->type, json::object{{condition->key, condition->value}}}};
  }
  return statement;
}

}  // namespace

std::string with_permission(std::string_view policy, const Permission& permission,
                            const BusAddress& bus) {
  auto statements = statements_of(policy);
  json::value statement = statement_of(permission, bus);
  const auto same = std::ranges::find_if(
      statements, [&](const json::value& there) { return has_id(there, permission.statement_id); });
  if (same != statements.end()) {
    *same = std::move(statement);
  } else {
    statements.push_back(std::move(statement));
  }
  return policy_of(std::move(statements));
}

std::optional<std::string> without_statement(std::string_view policy,
                                             std::string_view statement_id) {
  auto statements = statements_of(policy);
  const auto found = std::ranges::find_if(
      statements, [&](const json::value& there) { return has_id(there, statement_id); });
  if (found == statements.end()) return std::nullopt;
  statements.erase(found);
  return policy_of(std::move(statements));
}

bool is_policy(std::string_view text) {
  boost::system::error_code error;
  const auto value = json::parse(text, error);
  return !error && value.is_object();
}

}  // namespace epitaph::events
