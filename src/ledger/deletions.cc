#include "ledger/deletions.h"

#include <algorithm>
#include <span>

#include <boost/json.hpp>

#include "base/time_text.h"
#include "ledger/json_members.h"

namespace epitaph::ledger {
namespace {

namespace json = boost::json;

constexpr std::string_view kDeletionKind = "ledger-deletion";
constexpr std::string_view kUnderWayKind = "ledger-deletion-under-way";
/// Another node may have written in between; more often than so it does not.
constexpr int kAttemptsMax = 5;

std::uint64_t count_member(const json::object& object, std::string_view key) {
  return static_cast<std::uint64_t>(
      std::max<std::int64_t>(integer_member(object, key).value_or(0), 0));
}

Result<Deletion> parse_deletion(const storage::Document& document) {
  const auto slash = document.key.name.rfind('/');
  if (slash == std::string::npos) {
    return Error{ErrorKind::kCorrupt, "ledger-deletion: no month in its name"};
  }
  const auto text = parse_object(document.text);
  const auto time = [&text](std::string_view key) {
    return time_member(text, key).value_or(Timestamp{});
  };
  return Deletion{.cluster = {document.key.scope, document.key.name.substr(0, slash)},
                  .month = document.key.name.substr(slash + 1),
                  .tasks = count_member(text, "tasks"),
                  .events = count_member(text, "events"),
                  .retention_days = static_cast<int>(count_member(text, "retentionDays")),
                  .first_at = time("firstAt"),
                  .last_at = time("lastAt"),
                  .stopped_before = time("stoppedBefore")};
}

json::object object_of(const Deletion& deletion) {
  return {{"tasks", deletion.tasks},
          {"events", deletion.events},
          {"retentionDays", deletion.retention_days},
          {"firstAt", format_rfc3339(deletion.first_at)},
          {"lastAt", format_rfc3339(deletion.last_at)},
          {"stoppedBefore", format_rfc3339(deletion.stopped_before)}};
}

/// A task that is about to go.
struct Doomed {
  std::string arn;
  std::uint64_t events = 0;
};

/// The deletion under way in a cluster; there is one sweeper, so there is at most one. The name has
/// the form of a deletion's own, so that one reader serves both.
storage::DocumentKey under_way_key(const Deletion& terms) {
  return {.kind = std::string{kUnderWayKind},
          .scope = terms.cluster.scope,
          .name = terms.cluster.cluster + "/" + format_rfc3339(terms.last_at).substr(0, 7)};
}

Status write_down(storage::Storage& store, const Deletion& terms, std::span<const Doomed> doomed) {
  auto document = object_of(terms);
  auto& tasks = document["doomed"].emplace_array();
  for (const auto& task : doomed) {
    tasks.push_back(json::object{{"arn", task.arn}, {"events", task.events}});
  }
  storage::Commit commit;
  commit.documents.push_back(
      {.key = under_way_key(terms), .text = json::serialize(document), .expected = {}});
  EPITAPH_CHECK(store.commit(std::move(commit)));
  return Done{};
}

/// Adds `deletion` to its month's record, and in the same commit takes away what was written down.
Status add_deletion(storage::Storage& store, const Deletion& deletion) {
  const auto under_way = under_way_key(deletion);
  const storage::DocumentKey key{
      .kind = std::string{kDeletionKind}, .scope = under_way.scope, .name = under_way.name};
  for (int attempt = 1;; ++attempt) {
    EPITAPH_TRY(document, store.read_document(key));
    auto sum = deletion;
    if (document) {
      EPITAPH_TRY(before, parse_deletion(*document));
      sum.tasks += before.tasks;
      sum.events += before.events;
      sum.first_at = before.first_at;
    }
    storage::Commit commit;
    commit.documents.push_back({.key = under_way, .text = {}, .expected = {}});
    if (sum.tasks > 0) {
      commit.documents.push_back({.key = key,
                                  .text = json::serialize(object_of(sum)),
                                  .expected = document ? document->revision : 0});
    }
    auto written = store.commit(std::move(commit));
    if (written) return Done{};
    if (written.error().kind != ErrorKind::kConflict || attempt == kAttemptsMax) {
      return std::move(written).error();
    }
  }
}

}  // namespace

Result<Deletion> delete_tasks(storage::Storage& store, const Deletion& terms,
                              const std::vector<std::string>& arns) {
  if (arns.empty()) return terms;
  std::vector<Doomed> doomed;
  for (const auto& arn : arns) {
    EPITAPH_TRY(events, store.read_subject(arn));
    doomed.push_back({.arn = arn, .events = events.size()});
  }
  EPITAPH_CHECK(write_down(store, terms, doomed));
  auto deletion = terms;
  for (const auto& task : doomed) {
    EPITAPH_TRY(events, store.delete_subject(task.arn));
    ++deletion.tasks;
    deletion.events += events;
  }
  EPITAPH_CHECK(add_deletion(store, deletion));
  return deletion;
}

Status finish_deletions(storage::Storage& store) {
  EPITAPH_TRY(documents, store.list_documents(kUnderWayKind, std::nullopt));
  for (const auto& document : documents) {
    EPITAPH_TRY(deletion, parse_deletion(document));
    const auto text = parse_object(document.text);
    const auto* doomed = text.if_contains("doomed");
    if (!doomed || !doomed->is_array()) {
      return Error{ErrorKind::kCorrupt, "ledger-deletion-under-way: no tasks in it"};
    }
    for (const auto& item : doomed->get_array()) {
      const auto task = item.is_object() ? item.get_object() : json::object{};
      EPITAPH_TRY(left, store.read_subject(text_member(task, "arn")));
      if (!left.empty()) continue;
      ++deletion.tasks;
      deletion.events += count_member(task, "events");
    }
    EPITAPH_CHECK(add_deletion(store, deletion));
  }
  return Done{};
}

Result<std::vector<Deletion>> list_deletions(storage::Storage& store) {
  EPITAPH_TRY(documents, store.list_documents(kDeletionKind, std::nullopt));
  std::vector<Deletion> deletions;
  for (const auto& document : documents) {
    EPITAPH_TRY(deletion, parse_deletion(document));
    deletions.push_back(std::move(deletion));
  }
  return deletions;
}

}  // namespace epitaph::ledger
