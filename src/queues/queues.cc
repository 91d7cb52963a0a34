#include "queues/queues.h"

#include <fmt/format.h>

#include "base/random_id.h"
#include "queues/redrive_policy.h"

namespace epitaph::queues {
namespace {

/// So many messages are looked at, or dropped, at once.
constexpr std::size_t kSweptAtOnce = 100;

storage::QueueId new_id() { return storage::QueueId{random_number()}; }

Error not_found(const QueueAddress& address) {
  return {ErrorKind::kNotFound, fmt::format("queue {}: does not exist", address.name)};
}

Result<std::vector<Queue>> parse_all(const std::vector<storage::Document>& documents) {
  std::vector<Queue> queues;
  queues.reserve(documents.size());
  for (const storage::Document& document : documents) {
    EPITAPH_TRY(queue, parse_queue(document));
    queues.push_back(std::move(queue));
  }
  return queues;
}

Status check_message(const Queue& queue, std::string_view body,
                     const MessageAttributes& attributes) {
  if (message_bytes(body, attributes) > queue.message_bytes_max()) {
    return Error{ErrorKind::kInvalid,
                 fmt::format("message: is longer than queue {} takes, {} bytes", queue.address.name,
                             queue.message_bytes_max())};
  }
  if (body.empty() || !is_message_text(body)) {
    return Error{ErrorKind::kInvalid,
                 "message: is empty, or holds characters that SQS does not "
                 "take"};
  }
  return Done{};
}

/// Drops the expired ones of a page of items. Who changed one meanwhile has the better right to it:
/// the page is left as it is, for the next sweep.
Result<std::uint64_t> drop_expired(storage::Storage& store, const Queue& queue, Timestamp now,
                                   const std::vector<storage::QueueItem>& items) {
  storage::Commit commit;
  for (const storage::QueueItem& item : items) {
    if (item.enqueued_at + queue.retention() > now) continue;
    commit.queue_changes.push_back({.queue = queue.id, .item = item.id, .next = {}});
  }
  const std::uint64_t dropped = commit.queue_changes.size();
  if (dropped == 0) return std::uint64_t{0};
  const auto done = store.commit(std::move(commit));
  if (done) return dropped;
  if (done.error().kind != ErrorKind::kConflict) return done.error();
  return std::uint64_t{0};
}

Result<std::uint64_t> sweep_queue(storage::Storage& store, const Queue& queue, Timestamp now) {
  std::uint64_t dropped = 0;
  std::optional<storage::QueueItemId> after;
  for (;;) {
    EPITAPH_TRY(items, store.read_queue(queue.id, storage::kLatest, after, kSweptAtOnce));
    if (items.empty()) return dropped;
    after = items.back().id;
    EPITAPH_TRY(of_page, drop_expired(store, queue, now, items));
    dropped += of_page;
  }
}

}  // namespace

Result<Queue> Queues::find(const QueueAddress& address) const {
  EPITAPH_TRY(document, store_.read_document(queue_key(address)));
  if (!document) return not_found(address);
  return parse_queue(*document);
}

Result<std::vector<Queue>> Queues::list(const Scope& scope) const {
  EPITAPH_TRY(documents, store_.list_documents(kQueueKind, scope));
  return parse_all(documents);
}

Result<std::vector<Queue>> Queues::list_all() const {
  EPITAPH_TRY(documents, store_.list_documents(kQueueKind, std::nullopt));
  return parse_all(documents);
}

Result<Queue> Queues::create(Queue queue) const {
  for (int attempt = 0; attempt < kAttemptsMax; ++attempt) {
    auto found = find(queue.address);
    if (found || found.error().kind != ErrorKind::kNotFound) return found;
    queue.id = new_id();
    queue.created_at = queue.modified_at = clock_.now();
    storage::Commit commit;
    commit.documents.push_back(
        {queue_key(queue.address), to_document(queue), storage::Revision{0}});
    const auto done = store_.commit(std::move(commit));
    if (done) return queue;
    if (done.error().kind != ErrorKind::kConflict) return done.error();
  }
  return Error{ErrorKind::kConflict,
               fmt::format("queue {}: others keep changing it", queue.address.name)};
}

Result<Queue> Queues::decide(const QueueAddress& address, const Decision& decision) const {
  const auto key = queue_key(address);
  for (int attempt = 0; attempt < kAttemptsMax; ++attempt) {
    EPITAPH_TRY(document, store_.read_document(key));
    if (!document) return not_found(address);
    EPITAPH_TRY(queue, parse_queue(*document));
    storage::Commit commit;
    EPITAPH_CHECK(decision(queue, commit));
    if (commit.documents.empty()) commit.documents.push_back({key, to_document(queue), {}});
    commit.documents.back().expected = document->revision;
    const auto done = store_.commit(std::move(commit));
    if (done) return std::move(queue);
    if (done.error().kind != ErrorKind::kConflict) return done.error();
  }
  return Error{ErrorKind::kConflict,
               fmt::format("queue {}: others keep changing it", address.name)};
}

Result<Queue> Queues::change(const QueueAddress& address,
                             const std::function<Status(Queue&)>& edit) const {
  return decide(address, [&](Queue& queue, storage::Commit&) -> Status {
    queue.modified_at = clock_.now();
    return edit(queue);
  });
}

Status Queues::remove(const QueueAddress& address) const {
  EPITAPH_CHECK(decide(address, [](Queue& queue, storage::Commit& commit) -> Status {
    commit.documents.push_back({queue_key(queue.address), std::nullopt, {}});
    commit.retired_queues.push_back(queue.id);
    return Done{};
  }));
  return Done{};
}

/// The messages stay where they are, and the queue leaves them: it gets another number.
Status Queues::purge(const QueueAddress& address) const {
  EPITAPH_CHECK(decide(address, [this](Queue& queue, storage::Commit& commit) -> Status {
    const Timestamp now = clock_.now();
    if (queue.purged_at && now < *queue.purged_at + kPurgePause) {
      return Error{ErrorKind::kLimit,
                   fmt::format("queue {}: was purged a moment ago", queue.address.name)};
    }
    commit.retired_queues.push_back(queue.id);
    queue.id = new_id();
    queue.purged_at = now;
    return Done{};
  }));
  return Done{};
}

Status Queues::enqueue(std::string_view arn, storage::BodyIndex body, MessageAttributes attributes,
                       storage::Commit& commit) const {
  const auto address = parse_queue_arn(arn);
  if (!address) {
    return Error{ErrorKind::kInvalid, fmt::format("{}: is not the ARN of a queue", arn)};
  }
  EPITAPH_TRY(queue, find(*address));
  EPITAPH_CHECK(check_message(queue, commit.bodies.at(static_cast<std::size_t>(body)), attributes));
  const Timestamp now = clock_.now();
  MessageState state{.id = random_uuid(), .sender = address->scope.account};
  state.attributes = std::move(attributes);
  commit.new_queue_items.push_back({.queue = queue.id,
                                    .due = now + queue.delay(),
                                    .enqueued_at = now,
                                    .body = body,
                                    .state = to_text(state)});
  return Done{};
}

Result<std::uint64_t> sweep_expired_messages(storage::Storage& store, Timestamp now) {
  EPITAPH_TRY(documents, store.list_documents(kQueueKind, std::nullopt));
  EPITAPH_TRY(queues, parse_all(documents));
  std::uint64_t dropped = 0;
  for (const Queue& queue : queues) {
    EPITAPH_TRY(of_queue, sweep_queue(store, queue, now));
    dropped += of_queue;
  }
  return dropped;
}

}  // namespace epitaph::queues
