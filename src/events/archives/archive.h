#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "events/bus.h"
#include "model/rule.h"
#include "storage/storage.h"

namespace epitaph::events {

/// An archive of the events of one bus. Its events lie in the store under `events_id`: log events
/// of one stream, whose bodies are shared with whoever else keeps them.
struct Archive {
  std::string name;
  Scope scope;
  std::string bus;  ///< of the same account and Region
  std::string description;
  std::string event_pattern;        ///< as it was sent; empty: every event of the bus
  std::string kms_key_identifier;   ///< kept and shown; nothing is encrypted with it
  std::int64_t retention_days = 0;  ///< 0: for ever
  Timestamp created_at;
  storage::LogGroupId events_id{};

  /// `arn:P:events:R:A:archive/NAME`.
  std::string arn() const;
  BusAddress bus_address() const { return {.scope = scope, .name = bus}; }
};

/// The one stream that an archive's events lie in.
inline constexpr std::string_view kArchiveStream = "events";

/// The name of the archive that `arn:P:events:R:A:archive/NAME` means; empty when `arn` is of
/// something else. Points into `arn`.
std::string_view archive_of(const ArnParts& arn);

/// Events before this are past the archive's retention at `now`, by their own time.
Timestamp retained_from(const Archive& archive, Timestamp now);

/// The managed rule that fills the archive, as on AWS: `Events-Archive-NAME` on its bus, whose
/// pattern is the archive's and that the event is not being replayed, so that nothing is archived a
/// second time. Its one target is the archive.
Rule archive_rule(const Archive& archive);

/// Archives are control-plane documents of this kind, named as the archive is:
///   {"bus": "…", "description": "…", "eventPattern": "…", "kmsKeyIdentifier": "…",
///    "retentionDays": 7, "createdAt": epoch ms, "eventsId": 1}
inline constexpr std::string_view kArchiveKind = "archive";

storage::DocumentKey archive_key(const Scope& scope, std::string_view name);
std::string to_document(const Archive& archive);
/// Errors: kCorrupt when the text is none of to_document().
Result<Archive> parse_archive(const storage::Document& document);

}  // namespace epitaph::events
