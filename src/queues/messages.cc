#include "queues/messages.h"

#include <algorithm>

#include "base/random_id.h"
#include "queues/redrive_policy.h"

namespace epitaph::queues {
namespace {

constexpr std::size_t kPageItems = 100;
/// How often a receiver tries to be the first, before it says that there is nothing.
constexpr int kReceiveAttemptsMax = 10;

/// Behind all items that are due at `time`.
storage::QueueItemId end_of(Timestamp time) { return {.due = time, .number = ~std::uint64_t{0}}; }

/// A random place to begin: receivers that all took the first messages would only refuse each
/// other.
std::size_t below(std::size_t limit) {
  const auto bytes = random_bytes();
  return (std::size_t{bytes[0]} << 8 | bytes[1]) % limit;
}

/// What a receive makes of one message: it is taken, moved to the dead letters, or dropped.
class Receive {
 public:
  Receive(const Queue& queue, std::chrono::seconds visibility_timeout, Timestamp now,
          std::optional<Queue> dead_letters)
      : queue_(queue),
        visible_again_(now + visibility_timeout),
        now_(now),
        policy_(redrive_policy_of(queue)),
        dead_letters_(std::move(dead_letters)) {}

  Status add(const storage::QueueItem& item) {
    if (item.enqueued_at + queue_.retention() <= now_) {
      commit.queue_changes.push_back({.queue = queue_.id, .item = item.id, .next = {}});
      return Done{};
    }
    EPITAPH_TRY(state, parse_message_state(item.state));
    if (policy_ && dead_letters_ && state.received >= policy_->receives_max) {
      bury(item);
    } else {
      take(item, std::move(state));
    }
    return Done{};
  }

  storage::Commit commit;
  std::vector<ReceivedMessage> taken;

 private:
  void take(const storage::QueueItem& item, MessageState state) {
    ++state.received;
    if (!state.first_received) state.first_received = now_;
    state.handle = visible_again_;
    commit.queue_changes.push_back(
        {.queue = queue_.id,
         .item = item.id,
         .next = storage::QueueItemChange::Next{.due = visible_again_, .state = to_text(state)}});
    taken.push_back(
        {.handle = {.queue = queue_.id, .item = {.due = visible_again_, .number = item.id.number}},
         .sent_at = item.enqueued_at,
         .state = std::move(state),
         .body = item.body});
  }

  /// As it is, with the time at which it was sent: dead letters have no second life.
  void bury(const storage::QueueItem& item) {
    commit.queue_changes.push_back({.queue = queue_.id, .item = item.id, .next = {}});
    commit.new_queue_items.push_back({.queue = dead_letters_->id,
                                      .due = now_,
                                      .enqueued_at = item.enqueued_at,
                                      .body = commit.add_body(item.body),
                                      .state = item.state});
  }

  const Queue& queue_;
  const Timestamp visible_again_;
  const Timestamp now_;
  const std::optional<RedrivePolicy> policy_;
  const std::optional<Queue> dead_letters_;
};

Result<std::optional<Queue>> dead_letters_of(const Queues& queues, const Queue& queue) {
  const auto policy = redrive_policy_of(queue);
  if (!policy) return std::optional<Queue>{};
  auto found = queues.find(policy->dead_letters);
  if (found) return std::optional{*std::move(found)};
  if (found.error().kind != ErrorKind::kNotFound) return found.error();
  return std::optional<Queue>{};
}

}  // namespace

Result<std::vector<std::string>> Messages::send(const Queue& queue,
                                                std::vector<NewMessage> messages) const {
  const Timestamp now = clock_.now();
  std::vector<std::string> ids;
  storage::Commit commit;
  for (NewMessage& message : messages) {
    ids.push_back(random_uuid());
    MessageState state{.id = ids.back(), .sender = std::move(message.sender)};
    state.trace = std::move(message.trace);
    state.attributes = std::move(message.attributes);
    commit.new_queue_items.push_back({.queue = queue.id,
                                      .due = now + message.delay.value_or(queue.delay()),
                                      .enqueued_at = now,
                                      .body = commit.add_body(std::move(message.body)),
                                      .state = to_text(state)});
  }
  EPITAPH_CHECK(store_.commit(std::move(commit)));
  polls_.arrived(queue.id);
  return ids;
}

Result<std::vector<ReceivedMessage>> Messages::receive(const Queue& queue,
                                                       const ReceiveOptions& options) const {
  const auto until = std::chrono::steady_clock::now() + options.wait;
  const auto waiter = options.wait.count() > 0 ? polls_.enter(queue.id) : nullptr;
  for (;;) {
    EPITAPH_TRY(messages, receive_now(queue, options));
    if (!messages.empty() || waiter == nullptr || !waiter->wait(until)) return std::move(messages);
  }
}

Result<std::vector<ReceivedMessage>> Messages::receive_now(const Queue& queue,
                                                           const ReceiveOptions& options) const {
  for (int attempt = 0; attempt < kReceiveAttemptsMax; ++attempt) {
    const std::size_t limit = attempt == 0 ? options.messages_max : kPageItems;
    EPITAPH_TRY(items, store_.read_queue(queue.id, clock_.now(), {}, limit));
    if (items.empty()) return std::vector<ReceivedMessage>{};
    const std::size_t wanted = std::min(options.messages_max, items.size());
    const std::size_t begin = attempt == 0 ? 0 : below(items.size() - wanted + 1);
    auto taken = take(queue, options, std::span{items}.subspan(begin, wanted));
    // None taken means that all were dropped or buried: others may stand behind them.
    if (taken ? !taken->empty() : taken.error().kind != ErrorKind::kConflict) return taken;
  }
  return std::vector<ReceivedMessage>{};
}

Result<std::vector<ReceivedMessage>> Messages::take(
    const Queue& queue, const ReceiveOptions& options,
    std::span<const storage::QueueItem> items) const {
  EPITAPH_TRY(dead_letters, dead_letters_of(queues_, queue));
  Receive receive(queue, options.visibility_timeout, clock_.now(), std::move(dead_letters));
  for (const storage::QueueItem& item : items) EPITAPH_CHECK(receive.add(item));
  EPITAPH_CHECK(store_.commit(std::move(receive.commit)));
  return std::move(receive.taken);
}

/// All at once as a rule; one by one when some are not where their receives left them.
Status Messages::remove(const Queue& queue, std::span<const ReceiptHandle> handles) const {
  storage::Commit commit;
  for (const ReceiptHandle& handle : handles) {
    if (handle.queue != queue.id) continue;  // of before a purge
    commit.queue_changes.push_back({.queue = queue.id, .item = handle.item, .next = {}});
  }
  if (commit.empty()) return Done{};
  const auto done = store_.commit(std::move(commit));
  if (done) return Done{};
  if (done.error().kind != ErrorKind::kConflict) return done.error();
  for (const ReceiptHandle& handle : handles) EPITAPH_CHECK(remove_one(queue, handle));
  return Done{};
}

Status Messages::remove_one(const Queue& queue, const ReceiptHandle& handle) const {
  EPITAPH_TRY(item, find(queue, handle));
  if (!item) return Done{};
  storage::Commit commit;
  commit.queue_changes.push_back({.queue = queue.id, .item = item->id, .next = {}});
  const auto done = store_.commit(std::move(commit));
  // Received anew in between: it is another receiver's now.
  if (done || done.error().kind == ErrorKind::kConflict) return Done{};
  return done.error();
}

Status Messages::change_visibility(const Queue& queue, const ReceiptHandle& handle,
                                   std::chrono::seconds timeout) const {
  EPITAPH_TRY(item, find(queue, handle));
  const Error gone{ErrorKind::kNotFound, "message: is not in flight by this receipt handle"};
  if (!item) return gone;
  storage::Commit commit;
  commit.queue_changes.push_back({.queue = queue.id,
                                  .item = item->id,
                                  .next = storage::QueueItemChange::Next{
                                      .due = clock_.now() + timeout, .state = item->state}});
  const auto done = store_.commit(std::move(commit));
  if (!done) return done.error().kind == ErrorKind::kConflict ? gone : done.error();
  if (timeout.count() == 0) polls_.arrived(queue.id);
  return Done{};
}

/// Where the receive left it, or else among those that wait or have become visible since.
Result<std::optional<storage::QueueItem>> Messages::find(const Queue& queue,
                                                         const ReceiptHandle& handle) const {
  using Found = std::optional<storage::QueueItem>;
  if (handle.queue != queue.id) return Found{};
  const auto [due, number] = handle.item;
  std::optional<storage::QueueItemId> after = {{.due = due, .number = number - 1}};
  EPITAPH_TRY(there, store_.read_queue(queue.id, due, after, 1));
  if (!there.empty() && there[0].id == handle.item) return Found{std::move(there[0])};

  after.reset();
  for (std::size_t searched = 0; searched < kSearchedMax; searched += kPageItems) {
    EPITAPH_TRY(items, store_.read_queue(queue.id, storage::kLatest, after, kPageItems));
    for (storage::QueueItem& item : items) {
      if (item.id.number != number) continue;
      EPITAPH_TRY(state, parse_message_state(item.state));
      if (state.handle == due) return Found{std::move(item)};
      return Found{};
    }
    if (items.size() < kPageItems) break;
    after = items.back().id;
  }
  return Found{};
}

Result<MessageCounts> Messages::count(const Queue& queue) const {
  const Timestamp now = clock_.now();
  EPITAPH_TRY(counts, store_.count_queue(queue.id, now));
  MessageCounts answer{.visible = counts.due};
  std::optional<storage::QueueItemId> after = end_of(now);
  for (std::size_t looked = 0; looked < std::min<std::uint64_t>(counts.waiting, kCountedMax);) {
    EPITAPH_TRY(items, store_.read_queue(queue.id, storage::kLatest, after, kPageItems));
    if (items.empty()) break;
    for (const storage::QueueItem& item : items) {
      EPITAPH_TRY(state, parse_message_state(item.state));
      if (state.received == 0) ++answer.delayed;
    }
    looked += items.size();
    after = items.back().id;
  }
  answer.delayed = std::min(answer.delayed, counts.waiting);
  answer.in_flight = counts.waiting - answer.delayed;
  return answer;
}

}  // namespace epitaph::queues
