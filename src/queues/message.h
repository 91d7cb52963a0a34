#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace epitaph::queues {

/// `DataType` is `String`, `Number` or `Binary`, perhaps with a label behind: `Number.int`.
struct MessageAttribute {
  std::string data_type;
  std::string value;  ///< text, or of a Binary the bytes
  auto operator<=>(const MessageAttribute&) const = default;
};
using MessageAttributes = std::map<std::string, MessageAttribute>;

bool is_binary(const MessageAttribute& attribute);

/// What the store keeps of a message beside its body, as its item's state:
///   {"id": uuid, "sender": "111122223333", "received": 2, "firstReceived": epoch ms,
///    "handle": epoch ms, "trace": "Root=1-…", "attributes": {"name": ["String", "text"]}}
/// where what says nothing is left out, and bytes are in base64.
struct MessageState {
  std::string id;
  std::string sender;
  std::uint64_t received = 0;  ///< how often
  std::optional<Timestamp> first_received;
  /// When the visibility time-out of the last receive was to end: what its receipt handle names.
  std::optional<Timestamp> handle;
  std::string trace;  ///< AWSTraceHeader; empty: none
  MessageAttributes attributes;
};

std::string to_text(const MessageState& state);
/// Errors: kCorrupt.
Result<MessageState> parse_message_state(std::string_view text);

/// What SQS counts against MaximumMessageSize: the body, and name, type and value of each
/// attribute.
std::size_t message_bytes(std::string_view body, const MessageAttributes& attributes);

/// Whether each character may stand in a message: those of XML 1.0. `text` is UTF-8.
bool is_message_text(std::string_view text);

}  // namespace epitaph::queues
