#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "events/delivery/delivery_fault.h"

namespace epitaph::events {

/// The last time that a delivery of a rule failed, be it only an attempt that is made again.
struct LastError {
  Timestamp at;
  std::string target_id;
  ErrorCode code = ErrorCode::kInternalError;
  std::string message;
};

/// What has become of a rule's events since the server was started. Every delivery that was begun
/// is in the end one of `delivered` and `failed`; what is neither yet is owed.
struct RuleStats {
  std::uint64_t matched = 0;        ///< events that triggered the rule
  std::uint64_t delivered = 0;      ///< deliveries made, to one target each
  std::uint64_t failed = 0;         ///< deliveries given up, dead-lettered ones included
  std::uint64_t dead_lettered = 0;  ///< of those, the ones that a dead-letter queue has
  std::optional<LastError> last_error = {};

  RuleStats& operator+=(const RuleStats& more);
};

/// The stats of all rules, by the rule's ARN; what `/metrics`, `/api/v1/rules` and `epitaph rules
/// list` show. Counted in memory, from the start of the server. Safe from any thread; the mutex is
/// taken once for a batch of events and once for a delivery.
class RuleCounters {
 public:
  using Changes = std::map<std::string, RuleStats, std::less<>>;

  void add(const Changes& changes);
  void add(std::string_view rule_arn, const RuleStats& change);

  /// All zero for a rule that nothing has been counted of.
  RuleStats read(std::string_view rule_arn) const;
  /// Every rule of which anything has been counted.
  Changes read_all() const;
  /// Forgets the rules that `is_there` does not know, so that rules which come and go leave nothing
  /// behind.
  void retain(const std::function<bool(std::string_view rule_arn)>& is_there);

 private:
  mutable std::mutex mutex_;  // guards rules_
  Changes rules_;
};

}  // namespace epitaph::events
