#include <array>
#include <optional>

#include "logs/insights/aggregates/families.h"

namespace epitaph::logs::insights {
namespace {

enum class End { kFirst, kLast };

// min and max: of the numbers, where there are any; else of the texts.
template <End end>
class Extreme final : public Aggregate {
 public:
  explicit Extreme(const AggregateCall& call) : argument_(call.arguments.front()) {}

  void add(const Row& row, const QueryContext& context) override {
    const Value value = evaluate(argument_, row, context);
    if (value.absent() || value.is_document()) return;
    const bool numeric = value.to_number().has_value();
    if (numeric_ && !numeric) return;
    const bool first = best_.absent() || (numeric && !numeric_);
    const int order = first ? 0 : natural_order(value, best_);
    if (first || (end == End::kFirst ? order < 0 : order > 0)) best_ = value.own();
    numeric_ = numeric;
  }
  Value result() const override { return numeric_ ? Value::number(*best_.to_number()) : best_; }
  std::size_t bytes() const override { return sizeof(*this) + best_.owned_bytes(); }

 private:
  const Expression& argument_;
  Value best_;
  bool numeric_ = false;
};

// sortsFirst and sortsLast: by the order that sort goes by.
template <End end>
class Sorted final : public Aggregate {
 public:
  explicit Sorted(const AggregateCall& call) : argument_(call.arguments.front()) {}

  void add(const Row& row, const QueryContext& context) override {
    const Value value = evaluate(argument_, row, context);
    if (value.absent() || value.is_document()) return;
    const int order = best_.absent() ? 0 : natural_order(value, best_);
    if (best_.absent() || (end == End::kFirst ? order < 0 : order > 0)) best_ = value.own();
  }
  Value result() const override { return best_.without_time(); }
  std::size_t bytes() const override { return sizeof(*this) + best_.owned_bytes(); }

 private:
  const Expression& argument_;
  Value best_;
};

// earliest and latest: the value of the first or last row that has one. A scan comes newest first,
// so of rows of one time the one that comes first is the latest.
template <End end>
class InTime final : public Aggregate {
 public:
  explicit InTime(const AggregateCall& call)
      : argument_(call.arguments.front()), time_slot_(*call.time) {}

  void add(const Row& row, const QueryContext& context) override {
    const auto time = row[time_slot_].to_number();
    if (!time) return;
    if (time_ && (end == End::kFirst ? *time > *time_ : *time <= *time_)) return;
    const Value value = evaluate(argument_, row, context);
    if (value.absent()) return;
    value_ = value.own();
    time_ = time;
  }
  Value result() const override { return value_.without_time(); }
  std::size_t bytes() const override { return sizeof(*this) + value_.owned_bytes(); }

 private:
  const Expression& argument_;
  Slot time_slot_;
  std::optional<double> time_;
  Value value_;
};

template <class Made>
std::unique_ptr<Aggregate> make_chosen(const AggregateCall& call) {
  return std::make_unique<Made>(call);
}

constexpr std::array kChosenAggregates = {
    AggregateFunction{.name = "min", .make = make_chosen<Extreme<End::kFirst>>},
    AggregateFunction{.name = "max", .make = make_chosen<Extreme<End::kLast>>},
    AggregateFunction{.name = "sortsFirst", .make = make_chosen<Sorted<End::kFirst>>},
    AggregateFunction{.name = "sortsLast", .make = make_chosen<Sorted<End::kLast>>},
    AggregateFunction{
        .name = "earliest", .make = make_chosen<InTime<End::kFirst>>, .wants_time = true},
    AggregateFunction{
        .name = "latest", .make = make_chosen<InTime<End::kLast>>, .wants_time = true},
};

}  // namespace

std::span<const AggregateFunction> chosen_aggregates() { return kChosenAggregates; }

}  // namespace epitaph::logs::insights
