#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <unordered_map>
#include <vector>

#include "logs/insights/aggregates/families.h"

namespace epitaph::logs::insights {
namespace {

boost::json::value json_of(const Value& value) {
  constexpr double kExactMax = 9007199254740992;
  if (value.is_document()) return *value.json();
  std::string scratch;
  if (!value.is_number()) return boost::json::string(value.to_text(scratch));
  const double number = *value.to_number();
  if (number == std::trunc(number) && std::abs(number) <= kExactMax) {
    return static_cast<std::int64_t>(number);
  }
  return number;
}

struct Counted {
  Value value;
  std::uint64_t count = 0;
};

// What needs every distinct value, with how often it came.
class OfDistinctValues : public Aggregate {
 public:
  explicit OfDistinctValues(const Expression& argument) : argument_(argument) {}

  void add(const Row& row, const QueryContext& context) final {
    const Value value = evaluate(argument_, row, context);
    if (value.absent()) return;
    std::string key;
    append_key(value, key);
    const auto [at, added] = values_.try_emplace(std::move(key));
    if (added) {
      at->second.value = value.own();
      constexpr std::size_t kNodeBytes = sizeof(std::string) + sizeof(Counted) + 32;
      value_bytes_ += kNodeBytes + at->first.size() + at->second.value.owned_bytes();
    }
    ++at->second.count;
  }
  std::size_t bytes() const final { return sizeof(*this) + sizeof(std::size_t) + value_bytes_; }

 protected:
  bool empty() const { return values_.empty(); }
  template <class Before>
  std::vector<const Counted*> in_order(Before before) const {
    std::vector<const Counted*> all;
    for (const auto& entry : values_) all.push_back(&entry.second);
    std::ranges::sort(all, [&](const Counted* a, const Counted* b) { return before(*a, *b); });
    return all;
  }

 private:
  const Expression& argument_;
  std::unordered_map<std::string, Counted> values_;
  std::size_t value_bytes_ = 0;
};

bool sorts_before(const Counted& a, const Counted& b) {
  return natural_order(a.value, b.value) < 0;
}

// values(f): every value there was, once, in the order of sort.
class Values final : public OfDistinctValues {
 public:
  explicit Values(const AggregateCall& call) : OfDistinctValues(call.arguments.front()) {}
  Value result() const override {
    if (empty()) return {};
    boost::json::array list;
    for (const Counted* counted : in_order(sorts_before)) list.push_back(json_of(counted->value));
    return Value::document(std::move(list));
  }
};

// topk(k, f): the k values that came most often, most often first.
class TopK final : public OfDistinctValues {
 public:
  explicit TopK(const AggregateCall& call)
      : OfDistinctValues(call.arguments[1]),
        count_(std::max(0.0, *call.arguments[0].as<Literal>()->value.to_number())) {}
  Value result() const override {
    if (empty()) return {};
    boost::json::array list;
    for (const Counted* counted : in_order([](const Counted&a, const Counted&b) {
           return a.count != b.count ? a.count > b.count : sorts_before(a, b);
         })) {
      if (static_cast<double>(list.size()) >= count_) break;
      list.push_back(json_of(counted->value));
    }
    return Value::document(std::move(list));
  }

 private:
  double count_;
};

template <class Made>
std::unique_ptr<Aggregate> make_collected(const AggregateCall& call) {
  return std::make_unique<Made>(call);
}

constexpr std::array kCollectedAggregates = {
    AggregateFunction{.name = "values", .make = make_collected<Values>},
    AggregateFunction{.name = "topk",
                      .arguments_min = 2,
                      .arguments_max = 2,
                      .make = make_collected<TopK>,
                      .literal_at = 0},
};

}  // namespace

std::span<const AggregateFunction> collected_aggregates() { return kCollectedAggregates; }

}  // namespace epitaph::logs::insights
