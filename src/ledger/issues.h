#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/histogram.h"
#include "ledger/ledger.h"

namespace epitaph::ledger {

/// A revision in which an issue was seen.
struct IssueRevision {
  std::string task_definition;  ///< `family:revision`
  std::uint64_t count = 0;
  Timestamp first_seen, last_seen;
};

/// Failures and disruptions of one fingerprint: the same thing going wrong again and again.
struct Issue {
  std::string id;  ///< the fingerprint
  std::uint64_t count = 0;
  Timestamp first_seen, last_seen;  ///< when the earliest and the latest of its tasks stopped
  std::chrono::milliseconds width{};
  std::vector<Bar> histogram;
  std::vector<IssueRevision> revisions;  ///< in the order in which they were first seen in
  /// The newest of its tasks; cause, container, reason, service and cluster of all stand in it.
  DiagnosedTask sample;

  /// The exit code of the sample's container at fault.
  std::optional<std::int64_t> exit_code() const;
  /// What that container says, else the task; masked.
  std::string reason() const;
};

enum class IssueOrder { kLastSeen, kCount };

/// Where an issue stands on the list of all, whatever the order.
struct IssuePlace {
  std::uint64_t count = 0;
  Timestamp last_seen;
  std::string id;
};

struct IssueQuery {
  TaskSelection selection;  ///< of the tasks: an issue is what of it happened among these
  IssueOrder order = IssueOrder::kLastSeen;
  std::size_t limit = 50;
  std::optional<IssuePlace> after;  ///< IssuePage::next of the page before
};

struct IssuePage {
  std::vector<Issue> issues;  ///< the latest, or the most frequent, first
  std::uint64_t total = 0;    ///< issues on all pages
  std::optional<IssuePlace> next;
};

/// The issues of the tasks that are meant, as many as there are fingerprints among them.
/// Errors: kInvalid when `limit` is 0; the store's.
Result<IssuePage> list_issues(storage::Storage& store, const IssueQuery& query);

/// One issue over all time. Errors: kNotFound.
Result<Issue> find_issue(storage::Storage& store, std::string_view id);

}  // namespace epitaph::ledger
