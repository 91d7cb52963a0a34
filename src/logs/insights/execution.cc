#include "logs/insights/execution.h"

#include <algorithm>
#include <chrono>

#include "logs/insights/commands/limit.h"
#include "logs/insights/execution/pipeline.h"
#include "logs/insights/execution/result_rows.h"
#include "logs/insights/execution/scan.h"
#include "logs/insights/execution/subquery.h"

namespace epitaph::logs::insights {
namespace {

/// Events between two looks at the clock.
constexpr std::size_t kEventsPerLook = 64;
/// Of the time that a query runs, at most one part in so many is spent on results in between.
constexpr int kPreviewShare = 10;

std::size_t rows_max_of(const Query& query, const ExecutionInput& input) {
  if (input.rows_max) return std::min(*input.rows_max, kRowsMax);
  const bool limited = std::ranges::any_of(query.stages, [](const auto& stage) {
    return dynamic_cast<const LimitStage*>(stage.get()) != nullptr;
  });
  return limited ? kRowsMax : kDefaultRowsMax;
}

ScanRange range_of(const Query& query, ExecutionInput& input) {
  ScanRange range{.groups = std::move(input.groups), .from = input.from, .until = input.until};
  std::ranges::sort(range.groups, {}, &SourceGroup::id);
  const auto same = [](const SourceGroup& a, const SourceGroup& b) { return a.id == b.id; };
  range.groups.erase(std::unique(range.groups.begin(), range.groups.end(), same),
                     range.groups.end());
  if (query.source && query.source->start) range.from = query.source->start->at(input.now);
  if (query.source && query.source->end) range.until = query.source->end->at(input.now);
  return range;
}

double ms_of(Timestamp time) { return static_cast<double>(time.time_since_epoch().count()); }

}  // namespace

struct Execution::State {
  State(std::shared_ptr<const Query> query_, Source& source_, ExecutionInput input_)
      : query(std::move(query_)),
        source(source_),
        input(std::move(input_)),
        range(range_of(*query, input)),
        rows_max(rows_max_of(*query, input)),
        plan(std::make_unique<Plan>(plan_query(*query, rows_max))),
        results(column_names(*plan)) {}

  QueryContext context() const {
    return {.start_ms = ms_of(range.from),
            .end_ms = ms_of(range.until),
            .now_ms = ms_of(input.now),
            .subqueries = {}};
  }

  Status run_subqueries(RunContext& run, SubqueryResults& found);
  Status run_query(RunContext& run);
  void show(Pipeline& pipeline, RunContext& run);

  std::shared_ptr<const Query> query;
  Source& source;
  ExecutionInput input;
  ScanRange range;
  std::size_t rows_max;
  std::unique_ptr<Plan> plan;
  std::vector<PlannedSubquery> subqueries;
  LiveStatistics statistics;
  ResultRows results;

  // Of results in between; only the running thread looks here.
  std::size_t events_since_look = 0;
  std::size_t shown_bytes = 0;
  std::chrono::steady_clock::time_point next_preview;
};

Execution::Execution(std::unique_ptr<State> state) : state_(std::move(state)) {}
Execution::~Execution() = default;

Result<std::unique_ptr<Execution>> Execution::prepare(std::shared_ptr<const Query> query,
                                                      Source& source, ExecutionInput input) {
  auto state = std::make_unique<State>(std::move(query), source, std::move(input));
  for (std::size_t i = 0; i < state->query->subqueries.size(); ++i) {
    EPITAPH_TRY(planned,
                plan_subquery_of(*state->query, i, source, state->range, state->input.now));
    state->subqueries.push_back(std::move(planned));
  }
  return std::unique_ptr<Execution>(new Execution(std::move(state)));
}

Status Execution::run(std::stop_token stop) {
  MemoryBudget memory{state_->input.memory_bytes_max};
  RunContext run{
      .query = state_->context(), .memory = memory, .stop = std::move(stop), .subquery_rows = {}};
  SubqueryResults found;
  auto done = state_->run_subqueries(run, found);
  if (!done || run.stop.stop_requested()) return done;
  run.query.subqueries = found.values;
  run.subquery_rows = found.rows;
  return state_->run_query(run);
}

Status Execution::State::run_subqueries(RunContext& run, SubqueryResults& found) {
  found.rows.resize(subqueries.size());
  found.values.resize(subqueries.size());
  ScanContext scanning{.source = source, .statistics = statistics, .run = run};
  for (std::size_t i = 0; i < subqueries.size(); ++i) {
    EPITAPH_CHECK(run_subquery(subqueries[i], i, scanning, found));
  }
  return Done{};
}

Status Execution::State::run_query(RunContext& run) {
  const bool streams = !plan->gathers;
  ResultSink sink{*plan, rows_max, run.memory, streams ? &results : nullptr};
  ScanContext scanning{.source = source, .statistics = statistics, .run = run};
  next_preview = std::chrono::steady_clock::now() + input.partial_every;
  Scan scan{*plan, range, scanning, sink, true};
  const auto done = scan.run([&](Pipeline& pipeline) {
    if (!streams) show(pipeline, run);
  });
  if (done && !streams && !run.stop.stop_requested()) results.replace(sink.take());
  return done;
}

/// Brings the rows up to date with what the pipeline has gathered, when it is time.
void Execution::State::show(Pipeline& pipeline, RunContext& run) {
  const bool always = input.partial_every == std::chrono::milliseconds{0};
  if (!always && ++events_since_look < kEventsPerLook) return;
  events_since_look = 0;
  const auto begin = std::chrono::steady_clock::now();
  if (!always && begin < next_preview) return;
  // Half of what is left: the query itself goes on needing memory. Where that is too little to show
  // anything, what was shown before stays.
  MemoryBudget memory{run.memory.left() / 2};
  RunContext previewing{
      .query = run.query, .memory = memory, .stop = run.stop, .subquery_rows = run.subquery_rows};
  ResultSink sink{*plan, rows_max, memory, nullptr};
  if (pipeline.preview(previewing, sink) && !run.stop.stop_requested()) {
    // What is shown stays in memory, so the query pays for it, in place of what was shown before.
    run.memory.give(shown_bytes);
    results.replace(sink.take());
    shown_bytes = std::min(results.bytes(), run.memory.left());
    (void)run.memory.take(shown_bytes, "result");
  }
  const auto took = std::chrono::steady_clock::now() - begin;
  next_preview = begin + std::max<std::chrono::steady_clock::duration>(input.partial_every,
                                                                       took * kPreviewShare);
}

QueryStatistics Execution::statistics() const {
  const auto& live = state_->statistics;
  return {.records_matched = live.records_matched.load(std::memory_order_relaxed),
          .records_scanned = live.records_scanned.load(std::memory_order_relaxed),
          .bytes_scanned = live.bytes_scanned.load(std::memory_order_relaxed),
          .log_groups_scanned = live.log_groups_scanned.load(std::memory_order_relaxed)};
}

std::vector<ResultRow> Execution::rows(std::size_t first, std::size_t count) const {
  return state_->results.rows(first, count);
}
std::size_t Execution::row_count() const { return state_->results.size(); }
std::size_t Execution::result_bytes() const { return state_->results.bytes(); }

}  // namespace epitaph::logs::insights
