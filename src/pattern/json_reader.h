// src/pattern/json_reader.h
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace epitaph::pattern {

enum class Token {
  kStartObject,
  kEndObject,
  kStartArray,
  kEndArray,
  kName,
  kString,
  kNumber,
  kTrue,
  kFalse,
  kNull,
  kEnd,     // the text is over, after its last value or before its first
  kBroken,  // the text is no JSON: fault() says why, and nothing else comes any more
};

/// Reads JSON one token at a time, forwards only, and never further than the token needs.
///
/// A reader of our own because what AWS tells about a faulty pattern depends on how far its reader
/// (Jackson) had come, and because a JSON library's values lose what patterns need: how a number
/// was spelled, the second of two equal keys. So it goes exactly as far as Jackson does:
///   - a string is read when its text is asked for; until then offset() is just after its first
///   quote;
///   - kName takes in the colon and the first character of the value, or all of it when it is a
///     number, true, false or null.
/// What is not JSON is found when it is reached, and not before.
///
/// Nesting ends at kDepthMax, which is Jackson's limit too. Memory is one bit for each open
/// bracket. `json` must be valid UTF-8 and outlive the reader. Copies are cheap: to look ahead,
/// copy and read.
class JsonReader {
 public:
  static constexpr std::size_t kDepthMax = 1000;

  explicit JsonReader(std::string_view json) : json_(json) {}

  Token next();
  /// The token that next() gave last.
  Token current() const { return current_; }
  /// Of kName: the key, escapes resolved. Of kString: the string likewise; asking reads it, so ask
  /// only once, and it may turn the reader broken. Of any other token: its characters. Escaped
  /// halves of surrogate pairs that stand alone come out as U+FFFD.
  std::string text();
  /// text() of kString, put behind `out`.
  void append_text(std::string& out);
  /// Skips the value that has just begun: past the closing bracket of an object or array.
  void skip_value();

  bool broken() const { return !fault_.empty(); }
  /// What is wrong with the text, in Jackson's manner; empty unless broken().
  const std::string& fault() const { return fault_; }
  /// How many bytes have been read.
  std::size_t offset() const { return at_; }
  std::string_view json() const { return json_; }

 private:
  Token read();
  Token read_name();
  Token begin_value(char first);
  Token open(Token bracket);
  Token close(char bracket);
  Token number();
  Token literal(std::string_view word, Token token);
  bool digits();
  bool skip_blanks();
  void finish_string(std::string* out);
  bool read_escape(std::string* out);
  std::optional<char32_t> hex_unit();
  char32_t character() const;
  Token fail(std::string fault);
  Token fail_on_character(std::string_view expectation);

  std::string_view json_;
  std::size_t at_ = 0;
  std::size_t token_at_ = 0;
  Token current_ = Token::kEnd;
  std::optional<Token> value_;  // begun by the name before it
  bool string_open_ = false;
  bool separated_ = true;      // no comma is due before the next entry
  std::vector<bool> objects_;  // the open brackets; true for an object
  std::string name_;
  std::string fault_;
};

}  // namespace epitaph::pattern
