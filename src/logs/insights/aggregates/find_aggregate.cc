#include "base/ascii.h"
#include "logs/insights/aggregates/families.h"
#include "logs/insights/token.h"

namespace epitaph::logs::insights {

const AggregateFunction* find_aggregate(std::string_view name) {
  for (const auto family : {counting_aggregates(), numeric_aggregates(), distribution_aggregates(),
                            chosen_aggregates(), collected_aggregates()}) {
    for (const AggregateFunction& function : family) {
      if (equal_ignoring_case(name, function.name)) return &function;
    }
  }
  return nullptr;
}

std::unique_ptr<Aggregate> make_aggregate(const AggregateCall& call) {
  return call.function->make(call);
}

}  // namespace epitaph::logs::insights
