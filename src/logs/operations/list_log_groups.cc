#include <algorithm>

#include <boost/json.hpp>

#include "aws/input.h"
#include "logs/log_group_query.h"
#include "logs/log_groups.h"
#include "logs/log_names.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"
#include "logs/operations/tagging.h"
#include "logs/page_token.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

constexpr std::string_view kNameListing = "log-group-names";

const aws::Shape& list_log_groups_input() {
  static const aws::Shape kTagFilter =
      aws::structure({{"key", tag_key_shape(), aws::kRequired},
                      {"values", aws::list(aws::string().length(0, 259).pattern(
                                               R"(^!?\*?([\p{L}\p{Z}\p{N}_.:/=+\-@]*)\*?$)"))
                                     .length(0, 5)}});
  static const aws::Shape kDataSource =
      aws::structure({{"name", aws::string(), aws::kRequired}, {"type", aws::string()}});
  static const aws::Shape kShape = aws::structure(
      {{"logGroupNamePattern", aws::string().length(3, 129).pattern(
                                   R"((\^?[\.\-_\/#A-Za-z0-9]{3,24})(\|\^?[\.\-_\/#A-Za-z0-9])"
                                   R"({3,24}){0,4})")},
       {"logGroupClass", log_group_class_shape()},
       {"includeLinkedAccounts", aws::boolean()},
       {"accountIdentifiers",
        aws::list(aws::string().length(12, 12).pattern(R"(^\d{12}$)")).length(0, 20)},
       {"nextToken", next_token_shape()},
       {"limit", aws::integer().range(1, 1000)},
       {"dataSources", aws::list(kDataSource).length(1, 5)},
       {"fieldIndexNames",
        aws::list(aws::string().length(1, 512).pattern(R"([\.\-_/#A-Za-z0-9]+)")).length(1, 20)},
       {"logGroupTags", aws::list(kTagFilter).length(1, 5)}});
  return kShape;
}

/// One of `^/aws/lambda|discovery`: the beginning of the name after a `^`, else anywhere in it.
bool fits_any_alternative(std::string_view name, std::string_view pattern) {
  while (true) {
    const auto end = std::min(pattern.find('|'), pattern.size());
    const auto alternative = pattern.substr(0, end);
    if (alternative.starts_with('^') ? name.starts_with(alternative.substr(1))
                                     : name.contains(alternative)) {
      return true;
    }
    if (end == pattern.size()) return false;
    pattern.remove_prefix(end + 1);
  }
}

/// `blue`, `blu*`, `*lue`, `*lu*`; a `!` before it: anything else.
bool fits_tag_value(std::string_view wanted, std::string_view value) {
  const bool negated = wanted.starts_with('!');
  if (negated) wanted.remove_prefix(1);
  const bool any_head = wanted.starts_with('*');
  if (any_head) wanted.remove_prefix(1);
  const bool any_tail = wanted.ends_with('*');
  if (any_tail) wanted.remove_suffix(1);
  bool fits = value == wanted;
  if (any_head && any_tail) fits = value.contains(wanted);
  if (any_head && !any_tail) fits = value.ends_with(wanted);
  if (!any_head && any_tail) fits = value.starts_with(wanted);
  return fits != negated;
}

bool fits_tag_filter(const LogGroup& group, const json::object& filter) {
  const auto tag = group.tags.find(std::string{aws::text(filter, "key")});
  if (tag == group.tags.end()) return false;
  const auto& values = aws::items(filter, "values");
  return values.empty() || std::ranges::any_of(values, [&](const json::value& wanted) {
           return fits_tag_value(wanted.as_string(), tag->second);
         });
}

bool is_listed(const LogGroup& group, const json::object& input) {
  // No group here has a data source or a field index.
  if (aws::has(input, "dataSources") || aws::has(input, "fieldIndexNames")) return false;
  const auto pattern = aws::optional_text(input, "logGroupNamePattern");
  if (pattern && !fits_any_alternative(group.name, *pattern)) return false;
  return std::ranges::all_of(aws::items(input, "logGroupTags"), [&](const json::value& filter) {
    return fits_tag_filter(group, filter.as_object());
  });
}

/// No account is linked to another here, so the caller's own is the only one there can be.
bool own_account_is_listed(const aws::Call& call) {
  const auto& accounts = aws::items(call.input, "accountIdentifiers");
  return accounts.empty() || std::ranges::any_of(accounts, [&](const json::value& account) {
           return account.as_string() == call.scope.account;
         });
}

aws::Answer handle_list_log_groups(const LogServiceParts& parts, const aws::Call& call) {
  LogGroupQuery query{
      .prefix = {},
      .pattern = {},
      .log_group_class = std::string{aws::optional_text(call.input, "logGroupClass").value_or("")},
      .names = {},
      .after = {},
      .limit = static_cast<std::size_t>(aws::optional_number(call.input, "limit").value_or(50))};
  if (!own_account_is_listed(call)) query.names.emplace();
  if (const auto token = aws::optional_text(call.input, "nextToken")) {
    query.after = parse_page_token(kNameListing, *token);
    if (!query.after) return invalid_next_token();
  }
  EPITAPH_TRY(groups, LogGroups{parts.store}.list(call.scope));
  std::erase_if(groups, [&](const LogGroup& group) { return !is_listed(group, call.input); });
  const LogGroupPage page = select(std::move(groups), query);
  json::array listed;
  for (const LogGroup& group : page.groups) {
    listed.push_back({{"logGroupName", group.name},
                      {"logGroupArn", log_group_arn(group.scope, group.name)},
                      {"logGroupClass", group.log_group_class}});
  }
  json::object output{{"logGroups", std::move(listed)}};
  if (page.next) output["nextToken"] = page_token(kNameListing, *page.next);
  return output;
}

}  // namespace

aws::Operation list_log_groups(const LogServiceParts& parts) {
  return {.name = "ListLogGroups",
          .input = list_log_groups_input(),
          .handle = [parts](const aws::Call& call) { return handle_list_log_groups(parts, call); }};
}

}  // namespace epitaph::logs
