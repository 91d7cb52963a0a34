#include "logs/page_token.h"

#include <charconv>
#include <iterator>

#include <fmt/format.h>

#include "base/hash.h"

namespace epitaph::logs {
namespace {

constexpr std::size_t kCheckDigits = 16;

}  // namespace

std::string page_token(std::string_view listing, std::string_view name) {
  std::string token = fmt::format("{:016x}", hash64(fmt::format("{}\n{}", listing, name)));
  for (const char c : name) {
    fmt::format_to(std::back_inserter(token), "{:02x}", static_cast<unsigned char>(c));
  }
  return token;
}

std::optional<std::string> parse_page_token(std::string_view listing, std::string_view token) {
  std::string name;
  for (std::size_t at = kCheckDigits; at + 1 < token.size(); at += 2) {
    unsigned char c = 0;
    const char* const digits = token.data() + at;
    if (std::from_chars(digits, digits + 2, c, 16).ptr != digits + 2) return std::nullopt;
    name += static_cast<char>(c);
  }
  // Written again it must be the very same text, which sees to the check digits and to whatever
  // else could be odd about it.
  if (page_token(listing, name) != token) return std::nullopt;
  return name;
}

}  // namespace epitaph::logs
