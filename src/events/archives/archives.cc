#include "events/archives/archives.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "base/random_id.h"
#include "events/conflict.h"

namespace epitaph::events {
namespace {

storage::DocumentRow rule_row(const Archive& archive, bool is_there) {
  auto rule = archive_rule(archive);
  const auto name = rule.name;
  return RuleBook::rule_row(archive.bus_address(), name,
                            is_there ? std::optional{std::move(rule)} : std::nullopt);
}

}  // namespace

aws::Outcome<Archive> Archives::find(const Scope& scope, std::string_view name) const {
  EPITAPH_TRY(document, storage_.read_document(archive_key(scope, name)));
  if (!document) {
    return aws::resource_not_found(fmt::format("Archive {} does not exist.", name));
  }
  EPITAPH_TRY(archive, parse_archive(*document));
  return std::move(archive);
}

aws::Outcome<std::vector<Archive>> Archives::list(const Scope& scope) const {
  EPITAPH_TRY(documents, storage_.list_documents(kArchiveKind, scope));
  std::vector<Archive> archives;
  for (const auto& document : documents) {
    EPITAPH_TRY(archive, parse_archive(document));
    archives.push_back(std::move(archive));
  }
  return archives;
}

Status Archives::refresh_rule(const Archive& archive) {
  return rules_.refresh(archive.bus_address(), archive_rule(archive).name);
}

aws::Verdict Archives::create(Archive archive) {
  archive.events_id = storage::LogGroupId{random_number()};
  storage::Commit commit;
  commit.documents.push_back({.key = archive_key(archive.scope, archive.name),
                              .text = to_document(archive),
                              .expected = 0});
  commit.documents.push_back(rule_row(archive, true));
  const auto committed = storage_.commit(std::move(commit));
  if (is_conflict(committed)) {
    return aws::resource_already_exists(fmt::format("Archive {} already exists.", archive.name));
  }
  EPITAPH_CHECK(committed);
  EPITAPH_CHECK(refresh_rule(archive));
  return Done{};
}

aws::Verdict Archives::change(const Scope& scope, std::string_view name, const Change& change) {
  const auto key = archive_key(scope, name);
  for (int attempt = 0; attempt < RuleBook::kAttemptsMax; ++attempt) {
    EPITAPH_TRY(document, storage_.read_document(key));
    if (!document) {
      return aws::resource_not_found(fmt::format("Archive {} does not exist.", name));
    }
    EPITAPH_TRY(archive, parse_archive(*document));
    EPITAPH_CHECK(change(archive));
    storage::Commit commit;
    commit.documents.push_back(
        {.key = key, .text = to_document(archive), .expected = document->revision});
    if (rules_.snapshot()->has_bus(archive.bus_address())) {
      commit.documents.push_back(rule_row(archive, true));
    }
    const auto committed = storage_.commit(std::move(commit));
    if (is_conflict(committed)) continue;
    EPITAPH_CHECK(committed);
    EPITAPH_CHECK(refresh_rule(archive));
    return Done{};
  }
  return aws::ApiError{
      .type = "ConcurrentModificationException",
      .message = fmt::format("Archive {} is being changed by others at the same time.", name)};
}

aws::Verdict Archives::remove(const Scope& scope, std::string_view name) {
  EPITAPH_TRY(archive, find(scope, name));
  storage::Commit commit;
  commit.documents.push_back({.key = archive_key(scope, name), .text = {}, .expected = {}});
  commit.documents.push_back(rule_row(archive, false));
  commit.retired_groups.push_back(archive.events_id);
  EPITAPH_CHECK(storage_.commit(std::move(commit)));
  EPITAPH_CHECK(refresh_rule(archive));
  return Done{};
}

Status add_to_archive(storage::Storage& storage, const Scope& scope, std::string_view name,
                      const Event& event, storage::BodyIndex body, Timestamp now,
                      storage::Commit& commit) {
  EPITAPH_TRY(document, storage.read_document(archive_key(scope, name)));
  if (!document) {
    return Error{ErrorKind::kNotFound, fmt::format("archive {}: does not exist", name)};
  }
  EPITAPH_TRY(archive, parse_archive(*document));
  commit.log_events.push_back(
      {.group = archive.events_id,
       .stream = std::string{kArchiveStream},
       .time = event.time,
       .ingested_at = now,
       .body = body,
       .identity = storage::Identity{.order = 0, .hash = hash64(event.json)}});
  return Done{};
}

Result<storage::SweepReport> sweep_archives(storage::Storage& storage, Timestamp now) {
  EPITAPH_TRY(documents, storage.list_documents(kArchiveKind, std::nullopt));
  std::vector<storage::Expiry> expired;
  for (const auto& document : documents) {
    EPITAPH_TRY(archive, parse_archive(document));
    if (archive.retention_days > 0) {
      expired.push_back({archive.events_id, retained_from(archive, now)});
    }
  }
  if (expired.empty()) return storage::SweepReport{};
  return storage.sweep(expired);
}

}  // namespace epitaph::events
