#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "logs/insights/execution/plan.h"
#include "logs/insights/source.h"

namespace epitaph::logs::insights {

/// What a query has read so far. Written by the one thread that runs it, read by any.
struct LiveStatistics {
  std::atomic<std::uint64_t> records_matched{0};
  std::atomic<std::uint64_t> records_scanned{0};
  std::atomic<std::uint64_t> bytes_scanned{0};
  std::atomic<std::uint64_t> log_groups_scanned{0};

  /// An addition by the only thread that writes: cheaper than one that others may race with.
  static void add(std::atomic<std::uint64_t>& counter, std::uint64_t more) {
    counter.store(counter.load(std::memory_order_relaxed) + more, std::memory_order_relaxed);
  }
};

/// The stages of a plan at work, one behind the other, up to a sink.
class Pipeline {
 public:
  /// All of it must outlive the pipeline. `event` is the event that the row being pushed was read
  /// from. `matched` counts the rows that pass the filters; null: nobody asks.
  Pipeline(const Plan& plan, RunContext& run, Operator& sink, const SourceEvent& event,
           std::atomic<std::uint64_t>* matched);

  Result<Flow> push(Row& row) { return head_->push(row); }
  Status finish() { return head_->finish(); }
  /// What would come out if no more rows came, pushed into another sink. Only for plans that
  /// gather. `run` has its own memory.
  Status preview(RunContext& run, Operator& sink);

 private:
  /// The operators of the stages from `first` on, connected up to `sink`.
  std::vector<std::unique_ptr<Operator>> start(std::size_t first, RunContext& run, Operator& sink,
                                               Operator*& head);

  const Plan& plan_;
  const SourceEvent& event_;
  std::atomic<std::uint64_t>* const matched_;
  std::vector<std::unique_ptr<Operator>> operators_;
  Operator* head_ = nullptr;
  const Operator* gathering_ = nullptr;  // that of plan_.gathers
};

}  // namespace epitaph::logs::insights
