#include "logs/policy_text.h"

#include <algorithm>
#include <array>
#include <span>

#include <boost/json.hpp>

namespace epitaph::logs {
namespace {

namespace json = boost::json;

constexpr std::size_t kPolicyDepthMax = 64;
constexpr std::array<std::string_view, 3> kDocumentOrder{"Version", "Id", "Statement"};
constexpr std::array<std::string_view, 9> kStatementOrder{
    "Sid",       "Effect",   "Principal",   "NotPrincipal", "Action",
    "NotAction", "Resource", "NotResource", "Condition"};

json::object in_order(const json::object& object, std::span<const std::string_view> order) {
  json::object ordered;
  for (const auto name : order) {
    if (const auto* value = object.if_contains(name)) ordered[name] = *value;
  }
  for (const auto& member : object) ordered.insert(member);  // only those that are not there yet
  return ordered;
}

/// Lists of one element become that element, at any depth.
void unwrap(json::value& value) {
  if (auto* object = value.if_object()) {
    for (auto& member : *object) unwrap(member.value());
  } else if (auto* list = value.if_array()) {
    for (auto& item : *list) unwrap(item);
    if (list->size() == 1) value = json::value(std::move(list->front()));
  }
}

bool is_statement(const json::value& value) {
  const auto* statement = value.if_object();
  const auto* effect = statement != nullptr ? statement->if_contains("Effect") : nullptr;
  return effect != nullptr && (*effect == "Allow" || *effect == "Deny");
}

std::optional<json::array> statements_of(const json::object& policy) {
  const auto* statement = policy.if_contains("Statement");
  if (statement == nullptr) return std::nullopt;
  json::array statements =
      statement->is_array() ? statement->get_array() : json::array(1, *statement);
  if (statements.empty() || !std::ranges::all_of(statements, is_statement)) return std::nullopt;
  for (json::value& one : statements) {
    unwrap(one);
    one = in_order(one.get_object(), kStatementOrder);
  }
  return statements;
}

}  // namespace

std::optional<std::string> normalised_policy(std::string_view text) {
  boost::system::error_code fault;
  const auto parsed = json::parse(text, fault, {}, {.max_depth = kPolicyDepthMax});
  if (fault || !parsed.is_object()) return std::nullopt;
  auto statements = statements_of(parsed.get_object());
  if (!statements) return std::nullopt;
  json::object policy = parsed.get_object();
  if (!policy.contains("Version")) policy["Version"] = "2008-10-17";
  policy["Statement"] = *std::move(statements);
  return json::serialize(in_order(policy, kDocumentOrder));
}

}  // namespace epitaph::logs
