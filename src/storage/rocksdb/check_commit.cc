#include <stdexcept>

#include <fmt/format.h>

#include "storage/rocksdb/write_group.h"

namespace epitaph::storage::rocks {

namespace {

Status check_text(std::string_view what, std::string_view text) {
  if (text.find('\0') == std::string_view::npos) return Done{};
  return Error{ErrorKind::kInvalid, fmt::format("{}: must not hold a NUL", what)};
}

Status check_document(const DocumentKey& key) {
  EPITAPH_CHECK(check_text("document's kind", key.kind));
  EPITAPH_CHECK(check_text("document's account", key.scope.account));
  EPITAPH_CHECK(check_text("document's region", key.scope.region));
  return check_text("document's name", key.name);
}

void check_body(const Commit& commit, BodyIndex body) {
  if (static_cast<std::size_t>(body) >= commit.bodies.size()) {
    throw std::out_of_range("a row of a commit points at a body that it does not have");
  }
}

}  // namespace

Status check_commit(const Commit& commit) {
  for (const std::string& body : commit.bodies) {
    if (body.size() > kBodyBytesMax) {
      return Error{ErrorKind::kInvalid, fmt::format("body: {} bytes are over the limit of {}",
                                                    body.size(), kBodyBytesMax)};
    }
  }
  for (const LogEventRow& row : commit.log_events) check_body(commit, row.body);
  for (const SubjectEventRow& row : commit.subject_events) {
    check_body(commit, row.body);
    EPITAPH_CHECK(check_text("subject", row.subject));
  }
  for (const NewQueueItemRow& row : commit.new_queue_items) check_body(commit, row.body);
  for (const TaskRow& row : commit.task_rows) EPITAPH_CHECK(check_text("task", row.arn));
  for (const DocumentRow& row : commit.documents) EPITAPH_CHECK(check_document(row.key));
  return Done{};
}

}  // namespace epitaph::storage::rocks
