#include "logs/insights/execution/pipeline.h"

#include "logs/insights/record_pointer.h"

namespace epitaph::logs::insights {
namespace {

class CountOperator final : public Operator {
 public:
  explicit CountOperator(std::atomic<std::uint64_t>& counter) : counter_(counter) {}
  Result<Flow> push(Row& row) override {
    LiveStatistics::add(counter_, 1);
    return pass(row);
  }

 private:
  std::atomic<std::uint64_t>& counter_;
};

class PointerOperator final : public Operator {
 public:
  PointerOperator(const SourceEvent& event, Slot pointer) : event_(event), pointer_(pointer) {}
  Result<Flow> push(Row& row) override {
    row[pointer_] =
        Value::text(encode_record_pointer(record_pointer(event_.group->id, *event_.event)));
    return pass(row);
  }

 private:
  const SourceEvent& event_;
  const Slot pointer_;
};

}  // namespace

Pipeline::Pipeline(const Plan& plan, RunContext& run, Operator& sink, const SourceEvent& event,
                   std::atomic<std::uint64_t>* matched)
    : plan_(plan), event_(event), matched_(matched) {
  operators_ = start(0, run, sink, head_);
}

std::vector<std::unique_ptr<Operator>> Pipeline::start(std::size_t first, RunContext& run,
                                                       Operator& sink, Operator*& head) {
  std::vector<std::unique_ptr<Operator>> operators;
  for (std::size_t i = first; i <= plan_.stages.size(); ++i) {
    if (i == plan_.count_before && matched_ != nullptr && first == 0) {
      operators.push_back(std::make_unique<CountOperator>(*matched_));
    }
    if (i == plan_.point_before && plan_.pointer && first == 0) {
      operators.push_back(std::make_unique<PointerOperator>(event_, *plan_.pointer));
    }
    if (i == plan_.stages.size() || plan_.stages[i] == nullptr) continue;
    operators.push_back(plan_.stages[i]->start({.run = run,
                                                .fields = plan_.fields,
                                                .live = plan_.live[i + 1],
                                                .rows_wanted = plan_.rows_wanted[i]}));
    if (first == 0 && i == plan_.gathers) gathering_ = operators.back().get();
  }
  Operator* next = &sink;
  for (auto op = operators.rbegin(); op != operators.rend(); ++op) {
    (*op)->connect(*next);
    next = op->get();
  }
  head = next;
  return operators;
}

Status Pipeline::preview(RunContext& run, Operator& sink) {
  Operator* head = nullptr;
  const auto operators = start(*plan_.gathers + 1, run, sink, head);
  return gathering_->preview(*head);
}

}  // namespace epitaph::logs::insights
