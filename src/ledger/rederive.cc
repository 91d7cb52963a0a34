#include "ledger/rederive.h"

#include <boost/json.hpp>

#include "base/time_text.h"
#include "ledger/json_members.h"
#include "ledger/latest_row.h"
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
      .row_form = static_cast<int>(integer_member(text, "rowForm").value_or(1)),
      .after = text_member(text, "after"),
      .tasks = static_cast<std::uint64_t>(integer_member(text, "tasks").value_or(0)),
      .done = !text_member(text, "doneAt").empty()};
}

storage::DocumentRow to_document(const RederiveProgress& progress, Timestamp now) {
  json::object text{{"catalogueVersion", progress.catalogue_version},
                    {"rowForm", progress.row_form},
                    {"after", progress.after},
                    {"tasks", progress.tasks}};
  if (progress.done) text["doneAt"] = format_rfc3339(now);
  return {.key = progress_key(), .text = json::serialize(text)};
}

}  // namespace

Result<RederiveProgress> rederive(storage::Storage& store, KnownDefinitions& known,
                                  const diagnosis::Catalogue& catalogue, Timestamp now,
                                  std::size_t subjects_max) {
  EPITAPH_TRY(progress, read_progress(store));
  if (progress.catalogue_version != catalogue.version() || progress.row_form != kTaskRowForm) {
    progress = {.catalogue_version = catalogue.version(), .row_form = kTaskRowForm};
  }
  if (progress.done) return progress;
  EPITAPH_TRY(subjects, store.list_subjects("arn:", progress.after, subjects_max));
  storage::Commit commit;
  for (const auto& subject : subjects) {
    if (!TaskArn::parse(subject)) continue;
    EPITAPH_TRY(row, make_latest_row(store, subject, known, catalogue));
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
