#include "cli/size_display.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

namespace epitaph::cli {

std::string grouped(std::uint64_t number) {
  auto text = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
    text.insert(static_cast<std::size_t>(at), 1, ',');
  }
  return text;
}

std::string size_text(std::uint64_t bytes) {
  constexpr std::array<std::string_view, 7> kUnits = {"B", "KB", "MB", "GB", "TB", "PB", "EB"};
  auto size = static_cast<double>(bytes);
  std::size_t unit = 0;
  // 999.5 would be rounded up to 1000.
  for (; size >= 999.5 && unit + 1 < kUnits.size(); ++unit) size /= 1000;
  const bool fraction = unit > 0 && size < 9.95;
  return fmt::format("{:.{}f} {}", size, fraction ? 1 : 0, kUnits[unit]);
}

std::string size_text(std::string_view bytes) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), number);
  const bool is_number = error == std::errc{} && end == bytes.data() + bytes.size();
  return is_number ? size_text(number) : std::string{bytes};
}

}  // namespace epitaph::cli
