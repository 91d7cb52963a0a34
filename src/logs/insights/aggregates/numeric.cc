#include <array>
#include <cmath>

#include "logs/insights/aggregates/families.h"

namespace epitaph::logs::insights {
namespace {

// What gathers the numbers among its argument's values; the others count as if they were not there.
class OfNumbers : public Aggregate {
 public:
  explicit OfNumbers(const AggregateCall& call) : argument_(call.arguments.front()) {}

  void add(const Row& row, const QueryContext& context) final {
    if (const auto number = evaluate(argument_, row, context).to_number()) take(*number);
  }
  std::size_t bytes() const final { return sizeof(*this) + 3 * sizeof(double); }

 private:
  virtual void take(double number) = 0;
  const Expression& argument_;
};

class Sum final : public OfNumbers {
 public:
  using OfNumbers::OfNumbers;
  Value result() const override { return any_ ? Value::number(sum_) : Value{}; }

 private:
  void take(double number) override {
    sum_ += number;
    any_ = true;
  }
  double sum_ = 0;
  bool any_ = false;
};

class Average final : public OfNumbers {
 public:
  using OfNumbers::OfNumbers;
  Value result() const override {
    return Value::number(count_ == 0 ? std::nan("") : sum_ / count_);
  }

 private:
  void take(double number) override {
    sum_ += number;
    ++count_;
  }
  double sum_ = 0;
  double count_ = 0;
};

// Of the population, by Welford's way, which does not lose the digits of large numbers.
class Variance : public OfNumbers {
 public:
  using OfNumbers::OfNumbers;
  Value result() const override { return Value::number(variance()); }

 protected:
  double variance() const { return count_ == 0 ? std::nan("") : squares_ / count_; }

 private:
  void take(double number) final {
    ++count_;
    const double from_mean = number - mean_;
    mean_ += from_mean / count_;
    squares_ += from_mean * (number - mean_);
  }
  double count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

class StandardDeviation final : public Variance {
 public:
  using Variance::Variance;
  Value result() const override { return Value::number(std::sqrt(variance())); }
};

// How much the number grew from the earliest to the latest row, for each period between the two.
class Rate final : public Aggregate {
 public:
  explicit Rate(const AggregateCall& call)
      : argument_(call.arguments.front()),
        time_(*call.time),
        period_ms_(length_ms(call.arguments[1].as<PeriodLiteral>()->period)) {}

  void add(const Row& row, const QueryContext& context) override {
    const auto number = evaluate(argument_, row, context).to_number();
    const auto time = row[time_].to_number();
    if (!number || !time) return;
    if (!any_ || *time <= first_.time) first_ = {*time, *number};
    if (!any_ || *time > last_.time) last_ = {*time, *number};
    any_ = true;
  }
  Value result() const override {
    const double periods = (last_.time - first_.time) / period_ms_;
    return Value::number(periods > 0 ? (last_.number - first_.number) / periods : std::nan(""));
  }
  std::size_t bytes() const override { return sizeof(*this); }

 private:
  struct Point {
    double time = 0;
    double number = 0;
  };
  const Expression& argument_;
  Slot time_;
  double period_ms_;
  Point first_, last_;
  bool any_ = false;
};

template <class Made>
std::unique_ptr<Aggregate> make_numeric(const AggregateCall& call) {
  return std::make_unique<Made>(call);
}

constexpr std::array kNumericAggregates = {
    AggregateFunction{.name = "sum", .make = make_numeric<Sum>},
    AggregateFunction{.name = "avg", .make = make_numeric<Average>},
    AggregateFunction{.name = "stddev", .make = make_numeric<StandardDeviation>},
    AggregateFunction{.name = "variance", .make = make_numeric<Variance>},
    AggregateFunction{.name = "sumOverTime", .make = make_numeric<Sum>},
    AggregateFunction{.name = "sum_over_time", .make = make_numeric<Sum>},
    AggregateFunction{.name = "rate",
                      .arguments_min = 2,
                      .arguments_max = 2,
                      .make = make_numeric<Rate>,
                      .wants_time = true,
                      .period_at = 1},
};

}  // namespace

std::span<const AggregateFunction> numeric_aggregates() { return kNumericAggregates; }

}  // namespace epitaph::logs::insights
