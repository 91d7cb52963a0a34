// src/pattern/pattern_text.h
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "pattern/json_reader.h"
#include "pattern/pattern_error.h"

namespace epitaph::pattern {

/// The text of a pattern while it is parsed, and the first thing found wrong with it.
///
/// The parsers return an optional; `return text.refuse("...")` leaves them from anywhere. Where the
/// text turned out to be no JSON, the reader's own words are the reason, whatever the parser
/// missed. `json` must outlive it.
class PatternText : public JsonReader {
 public:
  using JsonReader::JsonReader;

  /// The fault lies where the reader stands.
  std::nullopt_t refuse(std::string reason);
  /// The same, inside a list of anything-but.
  std::nullopt_t refuse_in_list(std::string reason);
  /// The fault is one that AWS tells without its place.
  std::nullopt_t refuse_without_place(std::string reason);

  /// Reads on; whether the token is the one that must come here. If not, that is the fault.
  bool expect(Token wanted, std::string_view reason);

  const std::optional<PatternError>& error() const { return error_; }

 private:
  std::optional<PatternError> error_;
};

}  // namespace epitaph::pattern
