#include "ecs/task_size.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace epitaph::ecs {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool ends_with(std::string_view text, std::string_view lower_suffix) {
  return text.size() >= lower_suffix.size() &&
         std::ranges::equal(text.substr(text.size() - lower_suffix.size()), lower_suffix,
                            [](char a, char b) { return (a | 0x20) == b; });
}

/// The number in front of `suffix` times 1024, or the bare number.
std::optional<std::int64_t> scaled(std::string_view text, std::string_view suffix) {
  text = trimmed(text);
  const bool has_unit = ends_with(text, suffix);
  if (has_unit) text = trimmed(text.substr(0, text.size() - suffix.size()));
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  if (has_unit) number *= 1024;
  if (!(number > 0) || number > std::numeric_limits<std::int32_t>::max()) return std::nullopt;
  if (number != std::floor(number)) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

struct FargateSize {
  std::int64_t cpu_units, memory_mib_min, memory_mib_max, memory_mib_step;
};

constexpr FargateSize kFargateSizes[] = {
    {256, 512, 512, 1},         {256, 1024, 2048, 1024},      {512, 1024, 4096, 1024},
    {1024, 2048, 8192, 1024},   {2048, 4096, 16384, 1024},    {4096, 8192, 30720, 1024},
    {8192, 16384, 61440, 4096}, {16384, 32768, 122880, 8192},
};

}  // namespace

std::optional<std::int64_t> cpu_units(std::string_view text) { return scaled(text, "vcpu"); }

std::optional<std::int64_t> memory_mib(std::string_view text) { return scaled(text, "gb"); }

bool is_fargate_size(std::int64_t cpu, std::int64_t memory) {
  return std::ranges::any_of(kFargateSizes, [&](const FargateSize& size) {
    return cpu == size.cpu_units && memory >= size.memory_mib_min &&
           memory <= size.memory_mib_max &&
           (memory - size.memory_mib_min) % size.memory_mib_step == 0;
  });
}

}  // namespace epitaph::ecs
