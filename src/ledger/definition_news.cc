#include "ledger/definition_news.h"

#include <optional>
#include <string>

#include <boost/json.hpp>

#include "base/time_text.h"
#include "ledger/counts.h"
#include "ledger/json_members.h"
#include "ledger/latest_row.h"
#include "ledger/task_definitions.h"

namespace epitaph::ledger {
namespace {

namespace json = boost::json;
using storage::TaskField;

/// In a step: each is a commit of its own, and an import may bring thousands that have no task.
constexpr std::size_t kRevisionsMax = 100;

/// What the document of a revision holds: {} when it is new, {"afterTime", "afterTask"} within a
/// round, {"roundDoneAt"} behind the first.
struct News {
  std::optional<Timestamp> round_done_at;
  std::optional<storage::TaskEntry> after;
};

News parse_news(const storage::Document& document) {
  const auto text = parse_object(document.text);
  News news{.round_done_at = time_member(text, "roundDoneAt"), .after = {}};
  if (const auto time = integer_member(text, "afterTime")) {
    news.after = {.arn = text_member(text, "afterTask"),
                  .time = Timestamp{std::chrono::milliseconds{*time}}};
  }
  return news;
}

json::object object_of(const News& news) {
  json::object text;
  if (news.round_done_at) text["roundDoneAt"] = format_rfc3339(*news.round_done_at);
  if (news.after) {
    text["afterTime"] = news.after->time.time_since_epoch().count();
    text["afterTask"] = news.after->arn;
  }
  return text;
}

/// Tasks in every status: one that was asked to stop has a diagnosis already.
storage::TaskQuery tasks_of_revision(const storage::DocumentKey& key) {
  const storage::TaskQuery any{.where = {}, .text = {}, .stopped_only = false};
  auto query = narrowed(any, TaskField::kAccount, key.scope.account);
  query = narrowed(std::move(query), TaskField::kRegion, key.scope.region);
  return narrowed(std::move(query), TaskField::kTaskDefinition,
                  std::string{last_segment(key.name)});
}

/// One node writes what another writes too, and the definition may be told anew meanwhile: then
/// nothing is written here, and the next step begins with what there is.
Status commit_unless_changed(storage::Storage& store, storage::Commit commit) {
  auto written = store.commit(std::move(commit));
  if (!written && written.error().kind != ErrorKind::kConflict) return std::move(written).error();
  return Done{};
}

/// The next stretch of a round. Gives how many rows it made.
Result<std::uint64_t> go_on(storage::Storage& store, KnownDefinitions& known,
                            const diagnosis::Catalogue& catalogue, Timestamp now,
                            const storage::Document& document, std::size_t tasks_max) {
  auto news = parse_news(document);
  EPITAPH_TRY(page, store.search_tasks(tasks_of_revision(document.key), news.after, tasks_max));
  storage::Commit commit;
  for (const auto& entry : page.tasks) {
    EPITAPH_TRY(row, make_latest_row(store, entry.arn, known, catalogue));
    if (row) commit.task_rows.push_back(*std::move(row));
  }
  const auto made = commit.task_rows.size();
  news.after = std::move(page.next);
  const bool done = !news.after && news.round_done_at;
  if (!news.after) news.round_done_at = now;
  commit.documents.push_back(
      {.key = document.key,
       .text = done ? std::nullopt : std::optional{json::serialize(object_of(news))},
       .expected = document.revision});
  EPITAPH_CHECK(commit_unless_changed(store, std::move(commit)));
  return made;
}

bool waits(const News& news, Timestamp now) {
  return news.round_done_at && !news.after && now < *news.round_done_at + kNewsRoundPause;
}

}  // namespace

Result<NewsProgress> apply_definition_news(storage::Storage& store, KnownDefinitions& known,
                                           const diagnosis::Catalogue& catalogue, Timestamp now,
                                           std::size_t tasks_max) {
  EPITAPH_TRY(documents, store.list_documents(kDefinitionNewsKind, std::nullopt));
  NewsProgress progress{.revisions = documents.size(), .tasks = 0};
  for (const auto& document : documents) known.forget(document.key.scope, document.key.name);
  std::size_t revisions = 0;
  for (const auto& document : documents) {
    if (waits(parse_news(document), now)) continue;
    EPITAPH_TRY(made, go_on(store, known, catalogue, now, document, tasks_max));
    progress.tasks += made;
    if (progress.tasks >= tasks_max || ++revisions == kRevisionsMax) break;
  }
  return progress;
}

}  // namespace epitaph::ledger
