#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "logs/insights/aggregates/families.h"

namespace epitaph::logs::insights {
namespace {

double literal_number(const Expression& expression) {
  return *expression.as<Literal>()->value.to_number();
}

// What needs every number there was.
class OfAllNumbers : public Aggregate {
 public:
  explicit OfAllNumbers(const AggregateCall& call) : argument_(call.arguments.front()) {}

  void add(const Row& row, const QueryContext& context) final {
    if (const auto number = evaluate(argument_, row, context).to_number()) {
      numbers_.push_back(*number);
    }
  }
  std::size_t bytes() const final {
    return sizeof(*this) + sizeof(double) + numbers_.capacity() * sizeof(double);
  }

 protected:
  const std::vector<double>& numbers() const { return numbers_; }

 private:
  const Expression& argument_;
  std::vector<double> numbers_;
};

constexpr double kMedian = 50;

// pct(f, p): the least of the values that at least p per cent of them do not exceed. Exact.
// median(f) is pct(f, 50): AWS takes it and documents it nowhere.
class Percentile final : public OfAllNumbers {
 public:
  explicit Percentile(const AggregateCall& call)
      : OfAllNumbers(call),
        percent_(call.arguments.size() > 1 ? literal_number(call.arguments[1]) : kMedian) {}

  Value result() const override {
    if (numbers().empty()) return {};
    std::vector<double> sorted = numbers();
    const auto count = static_cast<double>(sorted.size());
    const double rank = std::clamp(std::ceil(percent_ / 100 * count), 1.0, count);
    const auto nth = sorted.begin() + static_cast<std::ptrdiff_t>(rank) - 1;
    std::ranges::nth_element(sorted, nth);
    return Value::number(*nth);
  }

 private:
  double percent_;
};

constexpr double kBucketsMax = 1000;

// histogram(f, n): how many numbers lie in each of n stretches of equal width, as a map from
// `from-to`; a stretch has its beginning, and the last one its end too.
class Histogram final : public OfAllNumbers {
 public:
  explicit Histogram(const AggregateCall& call)
      : OfAllNumbers(call),
        buckets_(std::clamp(std::trunc(literal_number(call.arguments[1])), 1.0, kBucketsMax)) {}

  Value result() const override {
    if (numbers().empty()) return {};
    const auto [least, most] = std::ranges::minmax(numbers());
    const double width = (most - least) / buckets_;
    std::vector<std::int64_t> counts(static_cast<std::size_t>(buckets_));
    for (const double number : numbers()) {
      const double bucket = width > 0 ? std::floor((number - least) / width) : 0;
      ++counts[static_cast<std::size_t>(std::clamp(bucket, 0.0, buckets_ - 1))];
    }
    boost::json::object map;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const double from = least + width * static_cast<double>(i);
      map[result_number(from) + '-' + result_number(from + width)] = counts[i];
    }
    return Value::document(std::move(map));
  }

 private:
  double buckets_;
};

template <class Made>
std::unique_ptr<Aggregate> make_distribution(const AggregateCall& call) {
  return std::make_unique<Made>(call);
}

constexpr std::array kDistributionAggregates = {
    AggregateFunction{.name = "pct",
                      .arguments_min = 2,
                      .arguments_max = 2,
                      .make = make_distribution<Percentile>,
                      .literal_at = 1},
    AggregateFunction{.name = "percentile",
                      .arguments_min = 2,
                      .arguments_max = 2,
                      .make = make_distribution<Percentile>,
                      .literal_at = 1},
    AggregateFunction{.name = "median", .make = make_distribution<Percentile>},
    AggregateFunction{.name = "histogram",
                      .arguments_min = 2,
                      .arguments_max = 2,
                      .make = make_distribution<Histogram>,
                      .literal_at = 1},
};

}  // namespace

std::span<const AggregateFunction> distribution_aggregates() { return kDistributionAggregates; }

}  // namespace epitaph::logs::insights
