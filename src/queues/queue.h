#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "model/arn.h"
#include "storage/storage.h"

namespace epitaph::queues {

/// Where a queue is: `arn:aws:sqs:REGION:ACCOUNT:NAME`, `http://HOST/ACCOUNT/NAME`.
struct QueueAddress {
  Scope scope;
  std::string name;
  auto operator<=>(const QueueAddress&) const = default;
};

std::string arn_of(const QueueAddress& queue);
/// nullopt when `arn` is none of a queue.
std::optional<QueueAddress> parse_queue_arn(std::string_view arn);
/// As a client that called this server by `host` (name and port) reaches it again.
std::string url_of(const QueueAddress& queue, std::string_view host);
/// Account and name of a queue's URL, or of its path alone; the host is not looked at, since one
/// server has many names. nullopt when it ends in no `/ACCOUNT/NAME`.
std::optional<QueueAddress> parse_queue_url(std::string_view url, std::string_view region);

/// What CreateQueue made and was set since. Its messages lie in the store under `id`.
struct Queue {
  storage::QueueId id{};
  QueueAddress address;
  Timestamp created_at, modified_at;
  std::optional<Timestamp> purged_at;
  /// As they were set, by AWS's names; what was not set has its default (queue_attributes.h).
  std::map<std::string, std::string> attributes;
  std::map<std::string, std::string> tags;

  std::chrono::seconds visibility_timeout() const;
  std::chrono::seconds delay() const;
  std::chrono::seconds wait_time() const;
  std::chrono::seconds retention() const;
  std::size_t message_bytes_max() const;
};

/// Queues are control-plane documents of this kind, named as the queue is:
///   {"id": 1, "created": epoch ms, "modified": epoch ms, "purged": epoch ms,
///    "attributes": {"DelaySeconds": "5"}, "tags": {"k": "v"}}
inline constexpr std::string_view kQueueKind = "queue";

storage::DocumentKey queue_key(const QueueAddress& queue);
std::string to_document(const Queue& queue);
/// Errors: kCorrupt when the text is none of to_document().
Result<Queue> parse_queue(const storage::Document& document);

}  // namespace epitaph::queues
