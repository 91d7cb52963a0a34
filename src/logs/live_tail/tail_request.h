#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "logs/live_tail/tail_event.h"
#include "model/arn.h"

namespace epitaph::logs {

/// A log group that is tailed, and what the session calls it.
struct TailGroup {
  storage::LogGroupId id;
  std::string arn;
  std::string name;
};

/// What one second brought.
struct TailUpdate {
  std::vector<TailEvent> events;
  /// Events that the session wanted besides: more than a sample holds, or than its client took.
  std::uint64_t dropped = 0;
};

enum class TailEnd : std::uint8_t { kTimedOut, kStopped };

/// Writes a session in the form that its client reads. Called by the hub's pump only, once it is
/// the hub's.
class TailEncoder {
 public:
  virtual ~TailEncoder() = default;
  virtual std::string start() const = 0;
  virtual std::string update(const TailUpdate& update) const = 0;
  virtual std::string end(TailEnd why) const = 0;
};

/// Whom a session is for and what it wants to see: events of these groups, of the streams that are
/// named or begin with a prefix (none of both: of every stream), that `matches` lets through (null:
/// all).
struct TailRequest {
  Scope scope;
  std::vector<TailGroup> groups;
  std::vector<std::string> streams{};
  std::vector<std::string> stream_prefixes{};
  std::function<bool(std::string_view message)> matches{};
  std::unique_ptr<TailEncoder> encoder;
};

}  // namespace epitaph::logs
