#pragma once
#include <span>

#include "logs/insights/aggregate.h"

namespace epitaph::logs::insights {

// The families of aggregates, a file each. Source: reference cloudwatch-logs.md, 5.3.
std::span<const AggregateFunction> counting_aggregates();
std::span<const AggregateFunction> numeric_aggregates();
std::span<const AggregateFunction> distribution_aggregates();
std::span<const AggregateFunction> chosen_aggregates();
std::span<const AggregateFunction> collected_aggregates();

}  // namespace epitaph::logs::insights
