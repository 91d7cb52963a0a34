#include <array>
#include <string>
#include <unordered_set>

#include "logs/insights/aggregates/families.h"

namespace epitaph::logs::insights {
namespace {

// count(*) counts rows, count(f) those in which f is present.
class Count final : public Aggregate {
 public:
  explicit Count(const AggregateCall& call)
      : argument_(call.arguments.empty() ? nullptr : &call.arguments.front()) {}

  void add(const Row& row, const QueryContext& context) override {
    if (!argument_ || !evaluate(*argument_, row, context).absent()) ++count_;
  }
  Value result() const override { return Value::number(static_cast<double>(count_)); }
  std::size_t bytes() const override { return sizeof(*this); }

 private:
  const Expression* argument_;
  std::uint64_t count_ = 0;
};

// Exact, unlike AWS's, which guesses where there are many.
class CountDistinct final : public Aggregate {
 public:
  explicit CountDistinct(const AggregateCall& call) : argument_(call.arguments.front()) {}

  void add(const Row& row, const QueryContext& context) override {
    const Value value = evaluate(argument_, row, context);
    if (value.absent()) return;
    std::string key;
    append_key(value, key);
    constexpr std::size_t kNodeBytes = sizeof(std::string) + 32;
    const std::size_t length = key.size();
    if (keys_.insert(std::move(key)).second) key_bytes_ += kNodeBytes + length;
  }
  Value result() const override { return Value::number(static_cast<double>(keys_.size())); }
  std::size_t bytes() const override { return sizeof(*this) + key_bytes_; }

 private:
  const Expression& argument_;
  std::unordered_set<std::string> keys_;
  std::size_t key_bytes_ = 0;
};

template <class Made>
std::unique_ptr<Aggregate> make_counting(const AggregateCall& call) {
  return std::make_unique<Made>(call);
}

constexpr std::array kCountingAggregates = {
    AggregateFunction{.name = "count", .arguments_min = 0, .make = make_counting<Count>},
    AggregateFunction{.name = "count_distinct", .make = make_counting<CountDistinct>},
    AggregateFunction{.name = "countDistinct", .make = make_counting<CountDistinct>},
    AggregateFunction{.name = "countOverTime", .arguments_min = 0, .make = make_counting<Count>},
    AggregateFunction{.name = "count_over_time", .arguments_min = 0, .make = make_counting<Count>},
};

}  // namespace

std::span<const AggregateFunction> counting_aggregates() { return kCountingAggregates; }

}  // namespace epitaph::logs::insights
