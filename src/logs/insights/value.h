#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json.hpp>

namespace epitaph::logs::insights {

/// A value of the query language: nothing, a number, a moment, a text, or a list or map that
/// jsonParse made. Truth is the number 1 or 0.
///
/// A text (and the spelling of a number) may be borrowed, so that scanning copies nothing: such a
/// value holds until the event that it was read from goes. own() makes it last; whoever keeps a
/// value or a row beyond the event calls it.
/// Copies are cheap: texts and documents are shared, and never change.
class Value {
 public:
  enum class Kind : std::uint8_t { kAbsent, kNumber, kTime, kText, kDocument };

  Value() = default;
  /// Absent when `number` is no finite number.
  static Value number(double number);
  /// A number with the spelling it came with, borrowed. The spelling is what shows where a double
  /// cannot hold the number: an integer beyond 2^53.
  static Value spelled_number(double number, std::string_view spelling);
  static Value boolean(bool truth) { return number(truth ? 1 : 0); }
  /// A moment: shows as `2024-09-10 14:41:47.410` in a result, and counts as milliseconds since
  /// 1970 everywhere else. Absent outside the years 0 to 9999.
  static Value time(double epoch_ms);
  /// `text` must outlive the value, and its copies, until own() is called.
  static Value borrowed(std::string_view text);
  static Value text(std::string text);
  /// A list or map; of any other JSON value what it stands for (null: absent, true: 1).
  static Value document(boost::json::value json);

  Kind kind() const { return kind_; }
  bool absent() const { return kind_ == Kind::kAbsent; }
  bool is_number() const { return kind_ == Kind::kNumber || kind_ == Kind::kTime; }
  bool is_text() const { return kind_ == Kind::kText; }
  bool is_document() const { return kind_ == Kind::kDocument; }

  /// A number, a moment's milliseconds, or what a text spells (`-12.5`, `1e3`, nothing around it).
  std::optional<double> to_number() const;
  /// The value as a text, absent and documents too (empty; JSON): the view is into the value, or
  /// into `scratch` where the text had to be made.
  std::string_view to_text(std::string& scratch) const;
  /// Numbers but 0, texts that spell such a number or say `true`. All else is false.
  bool truth() const;
  /// The list or map of a kDocument, and null otherwise; holds as long as a copy of the value.
  const boost::json::value* json() const { return kind_ == Kind::kDocument ? json_ : nullptr; }

  /// `m.key`; an element where the value is a list and the key a number. Absent where there is
  /// none.
  Value member(std::string_view key) const;
  /// `l[index]`.
  Value element(std::size_t index) const;
  /// Elements of a list; 0 of anything else.
  std::size_t element_count() const;

  /// The same value with a text of its own.
  Value own() const;
  /// A moment as the number that it counts as; any other value as it is.
  Value without_time() const;
  /// Bytes that the value keeps alive beside itself.
  std::size_t owned_bytes() const;

 private:
  static Value of_json(const boost::json::value& json, const std::shared_ptr<const void>& owner);

  Kind kind_ = Kind::kAbsent;
  double number_ = 0;
  std::string_view text_;  // of a number: its spelling, where that says more
  const boost::json::value* json_ = nullptr;
  std::shared_ptr<const void> owner_;  // of text_ or json_, shared by copies; null: borrowed
};

enum class Comparison { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };

/// The operators of the language. Both numeric (texts that spell numbers are): as numbers;
/// otherwise as texts, by code point, a moment as results show it. With an absent side only != is
/// true; lists and maps compare false. Source: reference cloudwatch-logs.md, 5.3.
bool compare(Comparison comparison, const Value& left, const Value& right);

/// What `sort` goes by: below 0, 0 or above 0. Ascending: absent, then texts, then what is numeric
/// by value (01 before 1). Texts are cut into runs of digits and runs of others: others go by code
/// point, digits by their length and then by value. Source: reference cloudwatch-logs.md, 5.4.
int natural_order(const Value& left, const Value& right);

/// Appends what tells the value from every other one in `stats by`, `dedup` and distinct counts.
/// Keys of several values can stand one behind another. A number and its text are the same.
void append_key(const Value& value, std::string& key);

/// A present value as GetQueryResults shows it. Source: reference cloudwatch-logs.md, 5.5.
std::string result_text(const Value& value);

/// A number as results show it: integers bare, others to four decimals without trailing zeros,
/// those under 0.0001 with four significant digits (5.069e-05).
std::string result_number(double number);

/// What a text that is all number spells.
std::optional<double> parse_number(std::string_view text);

}  // namespace epitaph::logs::insights
