#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace epitaph::events {

/// A path of InputPath or InputPathsMap, compiled:
///
///   path = "$" ( "." name | "[" digits "]" | "[*]" )*
///   name = any characters but blanks and any of `.[]'"()`; so `detail-type`, `a_b` and `a/b` are
///          names
///
/// No filters, no quoted brackets, no `..`. Source: reference eventbridge.md, 6 and 7.
/// Immutable.
class JsonPath {
 public:
  /// nullopt for what is no path.
  static std::optional<JsonPath> parse(std::string_view text);

  /// The JSON of what the path leads to, character for character as it stands in `json`: an event's
  /// canonical text. Of a key that comes twice the last one counts. nullopt when nothing is there.
  ///
  /// With `[*]` it is the list of all that is found behind it (nested ones in one flat list), empty
  /// when no element has what the path asks for; where there is no array at all, nothing is found.
  std::optional<std::string> find(std::string_view json) const;

 private:
  struct AllElements {};
  using Step = std::variant<std::string, std::size_t, AllElements>;

  JsonPath() = default;
  static std::optional<std::string_view> member(std::string_view object, std::string_view name);
  static std::vector<std::string_view> elements(std::string_view array);

  std::vector<Step> steps_;
};

}  // namespace epitaph::events
