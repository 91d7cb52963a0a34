#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include <boost/json.hpp>

#include "base/clock.h"
#include "base/result.h"
#include "model/rule.h"
#include "storage/storage.h"

namespace epitaph::events {

/// What is owed to one target of one rule: a queue of the store, and what the outbox knows of it.
/// Of a target whose ARN is changed the old line stays beside the new one until it is empty: what
/// was owed to one ARN never goes to another. Guarded by the outbox.
struct DeliveryLine {
  std::string rule_arn;
  storage::QueueId queue{};
  /// As it was when it was last owed anything: what is owed outlives its rule and its target.
  std::shared_ptr<const Target> target;
  /// What is known to be in the line's document; absent while it has none.
  std::optional<boost::json::object> stored = {};

  std::uint64_t owed = 0;                  ///< items in the store
  std::uint64_t promised = 0;              ///< items in commits that are under way
  std::set<std::uint64_t> in_flight = {};  ///< numbers of the items that are being attempted
  std::optional<Timestamp> due = {};       ///< when to look into the queue again
  std::uint64_t changes = 0;               ///< grows whenever the queue may have an earlier item
  bool is_being_read = false;
  bool is_failing = false;  ///< the last attempt failed, and is made again
  Timestamp used_at{};
};

/// The document that makes the line known after a restart: kind "delivery-line", of the rule's
/// account and region.
storage::DocumentKey document_key(const std::string& rule_arn, const Target& target);
std::string document_text(const DeliveryLine& line, const Target& target);
/// Errors: kCorrupt.
Result<DeliveryLine> parse_line(std::string_view document);

}  // namespace epitaph::events
