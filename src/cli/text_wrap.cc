#include "cli/text_wrap.h"

#include <algorithm>

#include "cli/terminal.h"

namespace epitaph::cli {
namespace {

/// How many bytes the first `width` columns of `text` take.
std::size_t bytes_of(std::string_view text, std::size_t width) {
  std::size_t bytes = 0;
  for (; width > 0 && bytes < text.size(); --width) {
    do ++bytes;
    while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U);
  }
  return bytes;
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  width = std::max<std::size_t>(width, 1);
  std::vector<std::string> lines;
  while (display_width(text) > width) {
    const auto fits = bytes_of(text, width);
    // A blank right behind the last column ends the line as well.
    auto end = text.substr(0, fits + 1).rfind(' ');
    if (end == std::string_view::npos || end == 0) end = fits;
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  }
  if (!text.empty() || lines.empty()) lines.emplace_back(text);
  return lines;
}

}  // namespace epitaph::cli
