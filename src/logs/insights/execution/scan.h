#pragma once
#include <functional>
#include <string>
#include <vector>

#include "logs/insights/execution/pipeline.h"
#include "logs/insights/field_reader.h"
#include "logs/insights/source.h"

namespace epitaph::logs::insights {

/// The events that a plan is run over; both ends inclusive.
struct ScanRange {
  std::vector<SourceGroup> groups;
  Timestamp from, until;
};

/// What runs share: where events come from, what counts them, what may end them.
struct ScanContext {
  Source& source;
  LiveStatistics& statistics;
  RunContext& run;
};

/// Reads the events of a range and pushes them through a plan's pipeline, up to the end, to the
/// last row that is wanted, or until the run is stopped; then finishes the pipeline, unless it was
/// stopped.
class Scan {
 public:
  Scan(const Plan& plan, const ScanRange& range, ScanContext& context, Operator& sink,
       bool count_matched);

  /// `between` is called after every event, for whoever wants to look at the pipeline meanwhile.
  Status run(const std::function<void(Pipeline&)>& between);

 private:
  SourceScan source_scan() const;
  /// Pushes the event that was read.
  Result<Flow> push_event();

  const Plan& plan_;
  const ScanRange& range_;
  ScanContext& context_;
  SourceEvent event_;  // that is being pushed
  Pipeline pipeline_;
  FieldReader reader_;
  Row row_;
  std::string pointer_;  // of event_, where the query names @ptr
};

}  // namespace epitaph::logs::insights
