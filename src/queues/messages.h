#pragma once
#include <chrono>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "queues/long_polls.h"
#include "queues/message.h"
#include "queues/queue.h"
#include "queues/queues.h"
#include "queues/receipt_handle.h"
#include "storage/storage.h"

namespace epitaph::queues {

struct NewMessage {
  std::string body;
  MessageAttributes attributes;
  std::string sender;
  std::string trace;                          ///< AWSTraceHeader; empty: none
  std::optional<std::chrono::seconds> delay;  ///< absent: the queue's
};

struct ReceivedMessage {
  ReceiptHandle handle;
  Timestamp sent_at;
  MessageState state;  ///< with this receive counted
  std::string body;
};

struct ReceiveOptions {
  std::size_t messages_max = 1;
  std::chrono::seconds visibility_timeout{30};
  std::chrono::seconds wait{0};
};

struct MessageCounts {
  std::uint64_t visible = 0, in_flight = 0, delayed = 0;
};

/// Messages on their way through a queue, each change one commit: acknowledged is durable. At least
/// once, as SQS has it: a message whose receiver says nothing is visible again after its time-out.
/// Safe from any thread; what is referred to must outlive it. Errors: those of the store.
class Messages {
 public:
  Messages(storage::Storage& store, LongPolls& polls, const Clock& clock)
      : store_(store), polls_(polls), queues_(store, clock), clock_(clock) {}

  /// All of them, or none. Gives their ids.
  Result<std::vector<std::string>> send(const Queue& queue, std::vector<NewMessage> messages) const;

  /// Visible messages, the longest visible first; waits when there is none. What is past the
  /// queue's retention is dropped on the way, and what has been received maxReceiveCount times
  /// goes to the dead-letter queue of its redrive policy, or stays where that does not exist.
  Result<std::vector<ReceivedMessage>> receive(const Queue& queue,
                                               const ReceiveOptions& options) const;

  /// The messages of these receives go. One that has been received anew since, or is gone, is left
  /// alone: that is a success too.
  Status remove(const Queue& queue, std::span<const ReceiptHandle> handles) const;

  /// Lets its visibility time-out end so much from now. The receipt handle stays good.
  /// Errors: kNotFound when the message is gone, or has been received anew since.
  Status change_visibility(const Queue& queue, const ReceiptHandle& handle,
                           std::chrono::seconds timeout) const;

  /// In flight or delayed is told apart for the first kCountedMax that wait; the rest is in flight.
  Result<MessageCounts> count(const Queue& queue) const;

  static constexpr std::size_t kCountedMax = 1'000;
  /// So many waiting messages are looked through for one whose visibility time-out was changed,
  /// since its handle does not tell where it is now.
  static constexpr std::size_t kSearchedMax = 10'000;

 private:
  Result<std::vector<ReceivedMessage>> receive_now(const Queue& queue,
                                                   const ReceiveOptions& options) const;
  Result<std::vector<ReceivedMessage>> take(const Queue& queue, const ReceiveOptions& options,
                                            std::span<const storage::QueueItem> items) const;
  Status remove_one(const Queue& queue, const ReceiptHandle& handle) const;
  /// nullopt unless the message is still that of this receive.
  Result<std::optional<storage::QueueItem>> find(const Queue& queue,
                                                 const ReceiptHandle& handle) const;

  storage::Storage& store_;
  LongPolls& polls_;
  Queues queues_;
  const Clock& clock_;
};

}  // namespace epitaph::queues
