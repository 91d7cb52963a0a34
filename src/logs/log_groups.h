#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "logs/log_group.h"
#include "storage/storage.h"

namespace epitaph::logs {

/// The log groups of all accounts and regions. Keeps nothing itself: every call reads the store, so
/// that what another node changed is seen at once. Safe from any thread; blocks on the store, which
/// must outlive it.
///
/// Changes are optimistic: read, decide, commit if nobody else was quicker, else again. When that
/// fails kAttemptsMax times in a row the call gives up with kConflict.
class LogGroups {
 public:
  explicit LogGroups(storage::Storage& store) : store_(store) {}

  /// Errors: kNotFound.
  Result<LogGroup> find(const Scope& scope, std::string_view name) const;
  /// By name, in the order of its bytes.
  Result<std::vector<LogGroup>> list(const Scope& scope) const;

  /// Makes a group under an id of its own; `group.id` is not looked at.
  /// Errors: kConflict when there is one of that name.
  Status create(LogGroup group) const;
  /// Adds to `commit` what makes a plain group of this name, or nothing when there is one: for a
  /// commit that makes more than the group. That commit fails as kConflict when the group came into
  /// being meanwhile.
  Status ensure(const Scope& scope, std::string_view name, Timestamp now,
                storage::Commit& commit) const;
  /// Deletes the group; its streams and events are gone with it.
  /// Errors: kNotFound; kInvalid when it is protected from deletion; kConflict.
  Status remove(const Scope& scope, std::string_view name) const;

  /// Absent: events are kept for ever. Errors: kNotFound, kConflict.
  Status set_retention(const Scope& scope, std::string_view name,
                       std::optional<std::int64_t> days) const;
  /// Errors: kNotFound, kConflict.
  Status set_deletion_protection(const Scope& scope, std::string_view name, bool on) const;

  /// Adds tags, in the place of those of the same keys.
  /// Errors: kNotFound; kLimit past kTagsMax; kConflict.
  Status add_tags(const Scope& scope, std::string_view name,
                  const std::map<std::string, std::string>& tags) const;
  /// Keys that no tag has are passed over. Errors: kNotFound, kConflict.
  Status remove_tags(const Scope& scope, std::string_view name,
                     const std::vector<std::string>& keys) const;

  /// Source: reference cloudwatch-logs.md, 2.
  static constexpr std::size_t kTagsMax = 50;
  static constexpr int kAttemptsMax = 20;

 private:
  /// Puts into a commit what is to become of the group, whose document is handed over.
  using Decision =
      std::function<Status(LogGroup group, storage::DocumentRow row, storage::Commit& commit)>;
  Status decide(const Scope& scope, std::string_view name, const Decision& decision) const;
  /// An edit that fails refuses the change.
  Status change(const Scope& scope, std::string_view name,
                const std::function<Status(LogGroup&)>& edit) const;

  storage::Storage& store_;
};

}  // namespace epitaph::logs
