#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "events/bus.h"
#include "model/arn.h"
#include "storage/storage.h"

namespace epitaph::events {

/// What StartReplay asked for, and how far it has come.
struct Replay {
  std::string name;
  Scope scope;
  std::string description;
  std::string archive;      ///< its name, in the same account and Region
  std::string archive_arn;  ///< as it was sent
  std::string bus;          ///< that the events go to, which is the archive's
  std::string destination_arn;
  std::vector<std::string> filter_arns;  ///< rules that get the events; empty: all of the bus
  Timestamp from;                        ///< of the events' time, inclusive
  Timestamp until;                       ///< exclusive
  std::string state = "STARTING";        ///< STARTING → RUNNING → COMPLETED or FAILED, or
                                         ///< CANCELLING → CANCELLED
  std::string state_reason;
  Timestamp started_at;
  std::optional<Timestamp> ended_at;
  std::optional<storage::LogEventId> last_event;  ///< the last one that was sent

  /// `arn:P:events:R:A:replay/NAME`.
  std::string arn() const;
  /// Whether it is still to do something.
  bool is_active() const { return !ended_at; }
  BusAddress bus_address() const { return {.scope = scope, .name = bus}; }
};

/// Replays are control-plane documents of this kind, named as the replay is; replay.cc shows them.
inline constexpr std::string_view kReplayKind = "replay";

storage::DocumentKey replay_key(const Scope& scope, std::string_view name);
std::string to_document(const Replay& replay);
/// Errors: kCorrupt when the text is none of to_document().
Result<Replay> parse_replay(const storage::Document& document);

}  // namespace epitaph::events
