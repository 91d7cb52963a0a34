// src/pattern/wildcard.h
#pragma once
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace epitaph::pattern {

/// What {"wildcard": "a*b"} accepts. `*` is any number of characters, none included, and line feeds
/// too; `\*` and `\\` are a star and a backslash. There is no `?` and there are no classes.
class Wildcard {
 public:
  /// The wildcard, or AWS's complaint. Positions in it are bytes of UTF-8, the first being 1.
  static std::variant<Wildcard, std::string> parse(std::string_view pattern);

  /// Takes time in proportion to the text, whatever the wildcard.
  bool matches(std::string_view text) const;

  /// The texts between the stars: one more than there are stars, the first and the last may be
  /// empty.
  const std::vector<std::string>& pieces() const { return pieces_; }
  bool operator==(const Wildcard&) const = default;

 private:
  std::vector<std::string> pieces_{1};
};

}  // namespace epitaph::pattern
