#include "ledger/deletions.h"

#include <algorithm>

#include <boost/json.hpp>

#include "base/time_text.h"
#include "ledger/json_members.h"

namespace epitaph::ledger {
namespace {

namespace json = boost::json;

constexpr std::string_view kDeletionKind = "ledger-deletion";
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

std::string text_of(const Deletion& deletion) {
  return json::serialize(json::object{{"tasks", deletion.tasks},
                                      {"events", deletion.events},
                                      {"retentionDays", deletion.retention_days},
                                      {"firstAt", format_rfc3339(deletion.first_at)},
                                      {"lastAt", format_rfc3339(deletion.last_at)},
                                      {"stoppedBefore", format_rfc3339(deletion.stopped_before)}});
}

}  // namespace

Status add_deletion(storage::Storage& store, const Deletion& deletion) {
  const auto month = format_rfc3339(deletion.last_at).substr(0, 7);
  const storage::DocumentKey key{.kind = std::string{kDeletionKind},
                                 .scope = deletion.cluster.scope,
                                 .name = deletion.cluster.cluster + "/" + month};
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
    commit.documents.push_back(
        {.key = key, .text = text_of(sum), .expected = document ? document->revision : 0});
    auto written = store.commit(std::move(commit));
    if (written) return Done{};
    if (written.error().kind != ErrorKind::kConflict || attempt == kAttemptsMax) {
      return std::move(written).error();
    }
  }
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
