#include "logs/insights/functions/letter_case.h"

#include <cstdint>
#include <optional>

#include <locale.h>
#include <wctype.h>

namespace epitaph::logs::insights {
namespace {

using CodePoint = std::uint32_t;

// The code point that `text` begins with, taken off it; of what is no UTF-8 nothing, and nothing
// is taken.
std::optional<CodePoint> take_code_point(std::string_view& text) {
  const auto byte = [&](std::size_t i) -> CodePoint { return static_cast<unsigned char>(text[i]); };
  const CodePoint first = byte(0);
  const std::size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if ((first >= 0x80 && first < 0xC0) || text.size() < length) return std::nullopt;
  CodePoint point = length == 1 ? first : first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return std::nullopt;
    point = point << 6U | (byte(i) & 0x3FU);
  }
  text.remove_prefix(length);
  return point;
}

void append_code_point(CodePoint point, std::string& out) {
  const auto append = [&](CodePoint byte) { out += static_cast<char>(byte); };
  if (point < 0x80) return append(point);
  const unsigned more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;  // bytes behind the first
  const CodePoint mark = more == 1 ? 0xC0U : more == 2 ? 0xE0U : 0xF0U;
  append(mark | point >> (6U * more));
  for (unsigned left = more; left-- > 0;) append(0x80U | (point >> (6U * left) & 0x3FU));
}

// Not the process's locale, which is whatever the machine says.
locale_t unicode() {
  static const locale_t kUnicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return kUnicode;
}

std::string changed(std::string_view text, wint_t (*change)(wint_t, locale_t)) {
  std::string out;
  while (!text.empty()) {
    const auto point = take_code_point(text);
    if (point && unicode()) {
      append_code_point(change(*point, unicode()), out);
    } else if (point) {
      append_code_point(*point, out);
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace

std::string upper_case(std::string_view text) { return changed(text, towupper_l); }
std::string lower_case(std::string_view text) { return changed(text, towlower_l); }

}  // namespace epitaph::logs::insights
