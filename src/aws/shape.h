#pragma once
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace re2 {
class RE2;
}

namespace epitaph::aws {

/// What an operation's input must look like, declared where the operation is:
///
///   const Shape kPutRule = structure({
///       {"Name", string().length(1, 64).pattern(R"([\.\-_A-Za-z0-9]+)"), kRequired},
///       {"EventPattern", string().length(0, 4096)},
///       {"State", string().one_of({"ENABLED", "DISABLED"})},
///       {"Tags", list(kTag).length(0, 50)},
///   });
///
/// validation.h holds an input against it and answers as AWS does, before the handler sees it: so a
/// handler may rely on whatever its shape says. Members the shape does not name are ignored, and
/// null ones count as absent, as on AWS.
///
/// Lengths count UTF-16 units, as the Java behind these APIs does; bounds are inclusive.
/// A shape is immutable; copies share it (cheap, and one log group name serves thirty operations).
/// Any number of threads may use it at once.
struct StringShape;
struct IntegerShape;
struct DoubleShape;
struct BooleanShape;
struct TimestampShape;
struct ListShape;
struct MapShape;
struct StructureShape;
struct DocumentShape;

class Shape {
 public:
  using Kind = std::variant<StringShape, IntegerShape, DoubleShape, BooleanShape, TimestampShape,
                            ListShape, MapShape, StructureShape, DocumentShape>;

  // NOLINTBEGIN(google-explicit-constructor): so that `{"Name", string().length(1, 64)}` reads.
  Shape(StringShape shape);
  Shape(IntegerShape shape);
  Shape(DoubleShape shape);
  Shape(BooleanShape shape);
  Shape(TimestampShape shape);
  Shape(ListShape shape);
  Shape(MapShape shape);
  Shape(StructureShape shape);
  Shape(DocumentShape shape);
  // NOLINTEND(google-explicit-constructor)

  const Kind& kind() const;

 private:
  std::shared_ptr<const Kind> kind_;
};

struct LengthBounds {
  std::size_t min = 0;
  std::size_t max = std::numeric_limits<std::size_t>::max();
};

struct StringShape {
  LengthBounds bounds;
  std::string pattern_text;                    ///< as AWS prints it; empty: any text
  std::shared_ptr<const re2::RE2> expression;  ///< shared by the shape's copies, immutable
  std::vector<std::string> values;             ///< empty: any text
  bool value_withheld = false;

  StringShape& length(std::size_t min, std::size_t max);
  /// The whole text must match. `text` is AWS's own and appears in messages; where RE2 cannot read
  /// it, `equivalent` is what is matched. Throws std::logic_error when RE2 cannot read that.
  StringShape& pattern(std::string_view text, std::string_view equivalent = {});
  /// An enum, in the order in which AWS lists it.
  StringShape& one_of(std::initializer_list<std::string_view> allowed);
  /// Messages say `Value at 'x'` without the value, as AWS does for members it holds sensitive.
  StringShape& withheld();
};

struct IntegerShape {
  /// `Integer` or `Long` in the message about a value that is none. Both hold 64 bits here.
  std::string_view java_type = "Integer";
  std::int64_t min = std::numeric_limits<std::int64_t>::min();
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
  std::vector<std::int64_t> values;  ///< empty: any

  IntegerShape& range(std::int64_t at_least, std::int64_t at_most);
  IntegerShape& one_of(std::initializer_list<std::int64_t> allowed);
};

struct DoubleShape {
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();

  DoubleShape& range(double at_least, double at_most);
};

struct BooleanShape {};

/// Epoch seconds with a fraction, or RFC 3339 text. CloudWatch Logs' whole milliseconds are
/// long_integer() instead.
struct TimestampShape {};

struct ListShape {
  Shape item;
  LengthBounds bounds;
  /// As the Query protocol calls each item, `AttributeName.1=…`; empty: as the member is called.
  std::string query_name;

  ListShape& length(std::size_t min, std::size_t max);
  ListShape& in_query(std::string_view item_name);
};

struct MapShape {
  Shape key;  ///< a string()
  Shape value;
  LengthBounds bounds;
  /// As the Query protocol calls an entry and its two halves: `Tag.1.Key=…&Tag.1.Value=…`.
  std::string query_entry, query_key = "key", query_value = "value";

  MapShape& length(std::size_t min, std::size_t max);
  MapShape& in_query(std::string_view entry, std::string_view key_name,
                     std::string_view value_name);
};

enum class Presence : std::uint8_t { kOptional, kRequired };
inline constexpr Presence kRequired = Presence::kRequired;

struct Member {
  std::string name;  ///< as on the wire; messages have its first letter in lower case
  Shape shape;
  Presence presence = Presence::kOptional;
};

struct StructureShape {
  std::vector<Member> members;
  /// How AWS prints such a value, `InputLogEvent(timestamp=1, message=m)`; the members then stand
  /// in the order of the Java class. Empty: `{timestamp=1, message=m}`.
  std::string java_name;

  StructureShape& named(std::string_view java_class);
};

/// Any JSON value, unchecked.
struct DocumentShape {};

StringShape string();
IntegerShape integer();
IntegerShape long_integer();
DoubleShape double_number();
BooleanShape boolean();
TimestampShape timestamp();
ListShape list(Shape item);
MapShape map(Shape key, Shape value);
StructureShape structure(std::initializer_list<Member> members);
DocumentShape document();

}  // namespace epitaph::aws
