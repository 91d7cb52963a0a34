#include "logs/log_groups.h"

#include <fmt/format.h>

#include "base/random_id.h"
#include "logs/group_filters.h"
#include "logs/log_names.h"
#include "logs/resource_policies.h"

namespace epitaph::logs {
namespace {

Error not_found(std::string_view name) {
  return {ErrorKind::kNotFound, fmt::format("log group {}: does not exist", name)};
}

/// The document that must not be there yet.
storage::DocumentRow first_document(LogGroup group) {
  group.id = storage::LogGroupId{random_number()};
  return {log_group_key(group.scope, group.name), to_document(group), storage::Revision{0}};
}

}  // namespace

Result<LogGroup> LogGroups::find(const Scope& scope, std::string_view name) const {
  EPITAPH_TRY(document, store_.read_document(log_group_key(scope, name)));
  if (!document) return not_found(name);
  return parse_log_group(*document);
}

Result<std::vector<LogGroup>> LogGroups::list(const Scope& scope) const {
  EPITAPH_TRY(documents, store_.list_documents(kLogGroupKind, scope));
  std::vector<LogGroup> groups;
  groups.reserve(documents.size());
  for (const storage::Document& document : documents) {
    EPITAPH_TRY(group, parse_log_group(document));
    groups.push_back(std::move(group));
  }
  return groups;
}

Status LogGroups::create(LogGroup group) const {
  storage::Commit commit;
  commit.documents.push_back(first_document(std::move(group)));
  EPITAPH_CHECK(store_.commit(std::move(commit)));
  return Done{};
}

Status LogGroups::ensure(const Scope& scope, std::string_view name, Timestamp now,
                         storage::Commit& commit) const {
  EPITAPH_TRY(document, store_.read_document(log_group_key(scope, name)));
  if (document) return Done{};
  LogGroup group;
  group.scope = scope;
  group.name = name;
  group.created_at = now;
  commit.documents.push_back(first_document(std::move(group)));
  return Done{};
}

Status LogGroups::remove(const Scope& scope, std::string_view name) const {
  return decide(scope, name,
                [](LogGroup group, storage::DocumentRow row, storage::Commit& commit) -> Status {
                  if (group.deletion_protected) {
                    return Error{ErrorKind::kInvalid, fmt::format("log group {}: is protected from "
                                                                  "deletion",
                                                                  group.name)};
                  }
                  commit.documents.push_back(std::move(row));
                  commit.retired_groups.push_back(group.id);
                  if (group.filters_revision > 0) {
                    commit.documents.push_back(
                        {group_filters_key(group.scope, group.name), std::nullopt, std::nullopt});
                  }
                  const auto arn = log_group_arn(group.scope, group.name);
                  commit.documents.push_back(
                      {resource_policy_key(group.scope, arn), std::nullopt, std::nullopt});
                  return Done{};
                });
}

Status LogGroups::set_retention(const Scope& scope, std::string_view name,
                                std::optional<std::int64_t> days) const {
  return change(scope, name, [days](LogGroup& group) -> Status {
    group.retention_days = days;
    return Done{};
  });
}

Status LogGroups::set_deletion_protection(const Scope& scope, std::string_view name,
                                          bool on) const {
  return change(scope, name, [on](LogGroup& group) -> Status {
    group.deletion_protected = on;
    return Done{};
  });
}

Status LogGroups::add_tags(const Scope& scope, std::string_view name,
                           const std::map<std::string, std::string>& tags) const {
  return change(scope, name, [&](LogGroup& group) -> Status {
    for (const auto& [key, value] : tags) group.tags[key] = value;
    if (group.tags.size() <= kTagsMax) return Done{};
    return Error{ErrorKind::kLimit, fmt::format("log group {}: too many tags", group.name)};
  });
}

Status LogGroups::remove_tags(const Scope& scope, std::string_view name,
                              const std::vector<std::string>& keys) const {
  return change(scope, name, [&](LogGroup& group) -> Status {
    for (const auto& key : keys) group.tags.erase(key);
    return Done{};
  });
}

Status LogGroups::change(const Scope& scope, std::string_view name,
                         const std::function<Status(LogGroup&)>& edit) const {
  return decide(scope, name,
                [&](LogGroup group, storage::DocumentRow row, storage::Commit& commit) -> Status {
                  EPITAPH_CHECK(edit(group));
                  row.text = to_document(group);
                  commit.documents.push_back(std::move(row));
                  return Done{};
                });
}

Status LogGroups::decide(const Scope& scope, std::string_view name,
                         const Decision& decision) const {
  const auto key = log_group_key(scope, name);
  for (int attempt = 0; attempt < kAttemptsMax; ++attempt) {
    EPITAPH_TRY(document, store_.read_document(key));
    if (!document) return not_found(name);
    EPITAPH_TRY(group, parse_log_group(*document));
    storage::Commit commit;
    EPITAPH_CHECK(decision(std::move(group), {key, std::nullopt, document->revision}, commit));
    const auto committed = store_.commit(std::move(commit));
    if (committed) return Done{};
    if (committed.error().kind != ErrorKind::kConflict) return committed.error();
  }
  return Error{ErrorKind::kConflict, fmt::format("log group {}: others keep changing it", name)};
}

}  // namespace epitaph::logs
