#include "ledger/rederive.h"

#include <algorithm>
#include <optional>

#include <boost/json.hpp>

#include "base/time_text.h"
#include "ledger/json_members.h"
#include "ledger/subject.h"
#include "ledger/task_row.h"
#include "model/arn.h"

namespace epitaph::ledger {
namespace {

namespace json = boost::json;

storage::DocumentKey progress_key() {
  return {.kind = "ledger-catalogue", .scope = {}, .name = "rows"};
}

Result<RederiveProgress> read_progress(storage::Storage& store) {
  EPITAPH_TRY(document, store.read_document(progress_key()));
  if (!document) return RederiveProgress{};
  const auto text = parse_object(document->text);
  return RederiveProgress{
      .catalogue_version = text_member(text, "catalogueVersion"),
      .after = text_member(text, "after"),
      .tasks = static_cast<std::uint64_t>(integer_member(text, "tasks").value_or(0)),
      .done = !text_member(text, "doneAt").empty()};
}

storage::DocumentRow to_document(const RederiveProgress& progress, Timestamp now) {
  json::object text{{"catalogueVersion", progress.catalogue_version},
                    {"after", progress.after},
                    {"tasks", progress.tasks}};
  if (progress.done) text["doneAt"] = format_rfc3339(now);
  return {.key = progress_key(), .text = json::serialize(text)};
}

/// The row of the event of the greatest place: the one that the engine has. Not that of the folded
/// record, in which of two events that tell the same the first stays.
Result<std::optional<storage::TaskRow>> make_row(storage::Storage& store, std::string_view arn,
                                                 const diagnosis::Catalogue& catalogue) {
  EPITAPH_TRY(texts, store.read_subject(arn));
  std::optional<std::pair<Event, Task>> last;
  storage::TaskEventPlace place;
  for (const auto& text : texts) {
    auto event = parse_event(text);
    auto task = event ? task_of(*event) : std::nullopt;
    if (!task) continue;
    const auto stands = place_of(*event, *task);
    if (last && stands < place) continue;
    place = stands;
    last = {*std::move(event), *std::move(task)};
  }
  if (!last) return std::optional<storage::TaskRow>{};
  return std::optional{make_task_row(last->first, last->second, catalogue)};
}

}  // namespace

Result<RederiveProgress> rederive(storage::Storage& store, const diagnosis::Catalogue& catalogue,
                                  Timestamp now, std::size_t subjects_max) {
  EPITAPH_TRY(progress, read_progress(store));
  if (progress.catalogue_version != catalogue.version()) {
    progress = {.catalogue_version = catalogue.version()};
  }
  if (progress.done) return progress;
  EPITAPH_TRY(subjects, store.list_subjects("arn:", progress.after, subjects_max));
  storage::Commit commit;
  for (const auto& subject : subjects) {
    if (!TaskArn::parse(subject)) continue;
    EPITAPH_TRY(row, make_row(store, subject, catalogue));
    if (!row) continue;
    commit.task_rows.push_back(*std::move(row));
  }
  progress.step = commit.task_rows.size();
  progress.tasks += progress.step;
  if (!subjects.empty()) progress.after = subjects.back();
  progress.done = subjects.size() < subjects_max;
  commit.documents.push_back(to_document(progress, now));
  EPITAPH_CHECK(store.commit(std::move(commit)));
  return progress;
}

}  // namespace epitaph::ledger
