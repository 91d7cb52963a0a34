#include "ledger/histogram.h"

#include <algorithm>
#include <array>

namespace epitaph::ledger {
namespace {

using std::chrono::milliseconds;

constexpr int kBarsMax = 60;
constexpr std::array<std::chrono::minutes, 13> kWidths = {
    std::chrono::minutes{1},  std::chrono::minutes{5}, std::chrono::minutes{15},
    std::chrono::minutes{30}, std::chrono::hours{1},   std::chrono::hours{2},
    std::chrono::hours{3},    std::chrono::hours{6},   std::chrono::hours{12},
    std::chrono::days{1},     std::chrono::days{2},    std::chrono::days{7},
    std::chrono::days{30}};

}  // namespace

milliseconds bar_width(Timestamp first, Timestamp last) {
  for (const auto width : kWidths) {
    if (last - first < width * kBarsMax) return width;
  }
  return kWidths.back();
}

milliseconds bar_width(std::span<const storage::TaskCount> counts) {
  if (counts.empty()) return kWidths.front();
  auto first = counts.front().first;
  auto last = counts.front().last;
  for (const auto& count : counts) {
    first = std::min(first, count.first);
    last = std::max(last, count.last);
  }
  return bar_width(first, last);
}

Result<std::map<std::string, std::vector<Bar>>> histograms(
    storage::Storage& store, storage::TaskQuery query, storage::TaskField field,
    std::span<const storage::TaskCount> counts, milliseconds width) {
  std::map<std::string, std::vector<Bar>> bars;
  for (const auto& count : counts) bars[count.value];
  if (bars.empty()) return bars;
  storage::TaskFieldMatch any{.field = field};
  for (const auto& [value, none] : bars) any.values.push_back(value);
  query.where.push_back(std::move(any));
  EPITAPH_TRY(buckets, store.count_tasks_over_time(query, field, width));
  // A task that has one of the values may have others too, which nobody asked for.
  for (const auto& [value, begin, count] : buckets) {
    if (const auto found = bars.find(value); found != bars.end()) {
      found->second.push_back({begin, count});
    }
  }
  return bars;
}

}  // namespace epitaph::ledger
