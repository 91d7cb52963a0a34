#include "logs/insights/execution/scan.h"

#include <algorithm>

#include "logs/insights/record_pointer.h"

namespace epitaph::logs::insights {

Scan::Scan(const Plan& plan, const ScanRange& range, ScanContext& context, Operator& sink,
           bool count_matched)
    : plan_(plan),
      range_(range),
      context_(context),
      pipeline_(plan, context.run, sink, event_,
                count_matched ? &context.statistics.records_matched : nullptr),
      reader_(plan.fields),
      row_(plan.fields) {}

SourceScan Scan::source_scan() const {
  return {.groups = range_.groups,
          .from = std::max(range_.from, plan_.hints.from()),
          .until = std::min(range_.until, plan_.hints.until()),
          .streams = plan_.hints.streams(),
          .newest_first = plan_.newest_first};
}

Status Scan::run(const std::function<void(Pipeline&)>& between) {
  LiveStatistics& statistics = context_.statistics;
  LiveStatistics::add(statistics.log_groups_scanned, range_.groups.size());
  SourceScan scan = source_scan();
  if (scan.from <= scan.until) {
    const auto cursor = context_.source.open(std::move(scan));
    for (;;) {
      if (context_.run.stop.stop_requested()) return Done{};
      EPITAPH_TRY(event, cursor->next());
      if (event.event == nullptr) break;
      event_ = event;
      LiveStatistics::add(statistics.records_scanned, 1);
      LiveStatistics::add(statistics.bytes_scanned, event.event->message.size());
      if (!plan_.prefilter.may_match(event.event->message)) continue;
      EPITAPH_TRY(flow, push_event());
      if (flow == Flow::kEnough) break;
      between(pipeline_);
    }
  }
  return context_.run.stop.stop_requested() ? Status{Done{}} : pipeline_.finish();
}

Result<Flow> Scan::push_event() {
  const storage::LogEventView& event = *event_.event;
  if (reader_.wants_pointer()) {
    pointer_ = encode_record_pointer(record_pointer(event_.group->id, event));
  }
  reader_.read({.timestamp = event.id.time,
                .ingested_at = event.ingested_at,
                .stream = event.stream,
                .log = event_.group->log,
                .message = event.message,
                .ptr = pointer_},
               row_);
  return pipeline_.push(row_);
}

}  // namespace epitaph::logs::insights
