#include "logs/queries/query_groups.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/random_id.h"
#include "logs/log_groups.h"
#include "logs/operations/called_log_group.h"

namespace epitaph::logs {
namespace {

using Groups = std::vector<insights::SourceGroup>;

constexpr std::string_view kStandardClass = "STANDARD";

/// `otherwise` is what may be where nothing is said.
bool holds(const std::vector<std::string>& allowed, std::string_view value,
           std::string_view otherwise) {
  if (allowed.empty()) return value == otherwise;
  return std::ranges::find(allowed, value) != allowed.end();
}

bool has_prefix(const std::vector<std::string>& prefixes, std::string_view name) {
  return prefixes.empty() || std::ranges::any_of(prefixes, [&](const std::string& prefix) {
           return name.starts_with(prefix);
         });
}

Result<Groups> find_named(storage::Storage& store, const Scope& caller, Timestamp now,
                          const std::vector<std::string>& names) {
  Groups found;
  for (const std::string& name : names) {
    const auto address = read_identifier(name, caller);
    const auto group = LogGroups{store}.find(address.scope, address.name);
    if (!group && group.error().kind != ErrorKind::kNotFound) return group.error();
    if (!group) return no_such_query_group(address.name, address.scope);
    if (!has_group(found, group->id)) found.push_back(to_source_group(*group, now));
  }
  return found;
}

}  // namespace

bool has_group(const Groups& groups, storage::LogGroupId id) {
  return std::ranges::find(groups, id, &insights::SourceGroup::id) != groups.end();
}

insights::SourceGroup to_source_group(const LogGroup& group, Timestamp now) {
  return {.id = group.id,
          .log = fmt::format("{}:{}", group.scope.account, group.name),
          .retained_from = retained_from(group, now)};
}

Result<Groups> find_source_groups(storage::Storage& store, const Scope& caller, Timestamp now,
                                  const insights::SourceSpec& spec) {
  if (!spec.groups.empty()) return find_named(store, caller, now, spec.groups);
  Groups found;
  if (!holds(spec.account_identifiers, caller.account, caller.account)) return found;
  EPITAPH_TRY(groups, LogGroups{store}.list(caller));
  for (const LogGroup& group : groups) {
    if (!has_prefix(spec.name_prefixes, group.name)) continue;
    if (!holds(spec.classes, group.log_group_class, kStandardClass)) continue;
    if (found.size() == kSourceGroupsMax) {
      return Error{ErrorKind::kInvalid,
                   fmt::format("A query reads at most {} log groups.", kSourceGroupsMax)};
    }
    found.push_back(to_source_group(group, now));
  }
  return found;
}

Result<std::uint64_t> bytes_to_scan(storage::Storage& store, const Groups& groups, Timestamp from,
                                    Timestamp until) {
  std::uint64_t sum = 0;
  for (const insights::SourceGroup& group : groups) {
    EPITAPH_TRY(bytes, store.group_bytes(group.id, std::max(from, group.retained_from)));
    EPITAPH_TRY(later, store.group_bytes(group.id, std::max(until, group.retained_from)));
    sum += bytes - std::min(bytes, later);
  }
  return sum;
}

Error no_such_query_group(std::string_view group, const Scope& scope) {
  // AWS lets the text of a service behind this one through, with the id of a request that nobody
  // outside can look up.
  return {ErrorKind::kNotFound,
          fmt::format("Log group '{}' does not exist for account ID '{}' (Service: AWSLogs; Status "
                      "Code: 400; Error Code: ResourceNotFoundException; Request ID: {}; Proxy: "
                      "null)",
                      group, scope.account, random_uuid())};
}

}  // namespace epitaph::logs
