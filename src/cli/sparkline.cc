#include "cli/sparkline.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/time_text.h"
#include "cli/output.h"

namespace epitaph::cli {
namespace {

constexpr std::string_view kBlocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

std::int64_t begin_ms(const boost::json::value& bar) {
  const auto begin = parse_rfc3339(text_at(bar, "begin"));
  return begin ? begin->time_since_epoch().count() : 0;
}

}  // namespace

std::string sparkline(const boost::json::array& histogram, std::int64_t width_ms,
                      std::size_t columns) {
  if (histogram.empty() || width_ms <= 0 || columns == 0) return {};
  const auto first = begin_ms(histogram.front());
  const auto stretches =
      static_cast<std::size_t>((begin_ms(histogram.back()) - first) / width_ms) + 1;
  const auto together = (stretches + columns - 1) / columns;
  std::vector<std::uint64_t> counts((stretches + together - 1) / together);
  for (const auto& bar : histogram) {
    const auto at = static_cast<std::size_t>((begin_ms(bar) - first) / width_ms) / together;
    if (at < counts.size()) counts[at] += bar.at("count").to_number<std::uint64_t>();
  }
  const auto most = std::max<std::uint64_t>(*std::ranges::max_element(counts), 1);
  std::string out;
  for (const auto count : counts) {
    out += count == 0 ? std::string_view{" "} : kBlocks[(count * std::size(kBlocks) - 1) / most];
  }
  return out;
}

}  // namespace epitaph::cli
