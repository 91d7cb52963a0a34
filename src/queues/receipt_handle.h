#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "storage/commit.h"

namespace epitaph::queues {

/// Names one receive of a message: which message of which queue, and when its visibility time-out
/// was to end, which tells this receive from earlier ones. It needs no memory of what was received,
/// and so is good after a restart too.
///   base64 of: queue BE u64, number BE u64, due BE i64 (milliseconds), 8 bytes that check these
struct ReceiptHandle {
  storage::QueueId queue{};
  storage::QueueItemId item;
  auto operator<=>(const ReceiptHandle&) const = default;
};

std::string to_text(const ReceiptHandle& handle);
/// nullopt for what to_text() did not make.
std::optional<ReceiptHandle> parse_receipt_handle(std::string_view text);

}  // namespace epitaph::queues
