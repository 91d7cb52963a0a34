#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "storage/storage.h"

namespace epitaph::logs::insights {

/// One log group that a query reads.
struct SourceGroup {
  storage::LogGroupId id{};
  std::string log;                               ///< `@log`: account:name
  Timestamp retained_from = storage::kEarliest;  ///< logs::retained_from() of the group
};

/// A bound of the time range that a SOURCE stage gives: a moment, or so long from now.
struct SourceTime {
  bool from_now = false;
  std::int64_t ms = 0;  ///< since 1970; or from now, below 0 in the past

  Timestamp at(Timestamp now) const {
    return (from_now ? now : Timestamp{}) + std::chrono::milliseconds{ms};
  }
};

/// What a SOURCE stage names: of a query that StartQuery was given no group for, and of every
/// subquery. Where `groups` is empty the three lists behind it say which; all empty: every group.
struct SourceSpec {
  std::vector<std::string> groups;               ///< names or ARNs
  std::vector<std::string> name_prefixes;        ///< at most 5; a group with any of them
  std::vector<std::string> account_identifiers;  ///< at most 20; empty: the caller's own account
  std::vector<std::string> classes;              ///< as LogGroup's; empty: STANDARD
  /// These hold in place of the bounds that StartQuery gives.
  std::optional<SourceTime> start, end;
};

/// Finds the groups that a SOURCE stage means, for the caller of the query.
/// Errors: kNotFound, with AWS's text, when a group that is named does not exist.
using GroupFinder = std::function<Result<std::vector<SourceGroup>>(const SourceSpec&)>;

/// Which events a query wants of its groups.
struct SourceScan {
  std::vector<SourceGroup> groups;
  Timestamp from = storage::kEarliest;  ///< inclusive
  Timestamp until = storage::kLatest;   ///< inclusive too, unlike storage's
  /// Only these are wanted; absent: every stream. Where they are very many, events of others may
  /// come too, for whoever asked to leave out.
  std::optional<std::vector<std::string>> streams;
  bool newest_first = true;
};

/// An event with the group it lies in; both null at the end.
struct SourceEvent {
  const SourceGroup* group = nullptr;
  const storage::LogEventView* event = nullptr;
};

/// As storage::LogEventCursor: for one thread, a view holds until the next call.
class SourceCursor {
 public:
  virtual ~SourceCursor() = default;
  virtual Result<SourceEvent> next() = 0;
};

/// Where a query's events come from. Safe from any thread; blocks on the disk.
class Source {
 public:
  virtual ~Source() = default;
  /// The events in the order of their places, those of all groups and streams merged.
  virtual std::unique_ptr<SourceCursor> open(SourceScan scan) = 0;
  /// What a GroupFinder does.
  virtual Result<std::vector<SourceGroup>> find(const SourceSpec& spec) = 0;
};

/// The events of a store, read through its indexes: by time, and by stream where the scan names
/// streams. Retention hides events exactly. Both must outlive the source.
class StorageSource final : public Source {
 public:
  StorageSource(storage::Storage& store, GroupFinder finder)
      : store_(store), finder_(std::move(finder)) {}

  std::unique_ptr<SourceCursor> open(SourceScan scan) override;
  Result<std::vector<SourceGroup>> find(const SourceSpec& spec) override { return finder_(spec); }

 private:
  storage::Storage& store_;
  GroupFinder finder_;
};

}  // namespace epitaph::logs::insights
