#include "aws/shape.h"

#include <stdexcept>

#include <re2/re2.h>

namespace epitaph::aws {
namespace {

template <class S>
std::shared_ptr<const Shape::Kind> shared(S shape) {
  return std::make_shared<const Shape::Kind>(std::move(shape));
}

}  // namespace

Shape::Shape(StringShape shape) : kind_(shared(std::move(shape))) {}
Shape::Shape(IntegerShape shape) : kind_(shared(std::move(shape))) {}
Shape::Shape(DoubleShape shape) : kind_(shared(shape)) {}
Shape::Shape(BooleanShape shape) : kind_(shared(shape)) {}
Shape::Shape(TimestampShape shape) : kind_(shared(shape)) {}
Shape::Shape(ListShape shape) : kind_(shared(std::move(shape))) {}
Shape::Shape(MapShape shape) : kind_(shared(std::move(shape))) {}
Shape::Shape(StructureShape shape) : kind_(shared(std::move(shape))) {}
Shape::Shape(DocumentShape shape) : kind_(shared(shape)) {}

const Shape::Kind& Shape::kind() const { return *kind_; }

StringShape& StringShape::length(std::size_t min, std::size_t max) {
  bounds = {min, max};
  return *this;
}

StringShape& StringShape::pattern(std::string_view text, std::string_view equivalent) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  const std::string_view matched = equivalent.empty() ? text : equivalent;
  auto compiled =
      std::make_shared<const re2::RE2>(re2::StringPiece{matched.data(), matched.size()}, options);
  if (!compiled->ok()) {
    throw std::logic_error("pattern " + std::string{matched} + ": " + compiled->error());
  }
  pattern_text = text;
  expression = std::move(compiled);
  return *this;
}

StringShape& StringShape::one_of(std::initializer_list<std::string_view> allowed) {
  values.assign(allowed.begin(), allowed.end());
  return *this;
}

StringShape& StringShape::withheld() {
  value_withheld = true;
  return *this;
}

IntegerShape& IntegerShape::range(std::int64_t at_least, std::int64_t at_most) {
  min = at_least;
  max = at_most;
  return *this;
}

IntegerShape& IntegerShape::one_of(std::initializer_list<std::int64_t> allowed) {
  values = allowed;
  return *this;
}

DoubleShape& DoubleShape::range(double at_least, double at_most) {
  min = at_least;
  max = at_most;
  return *this;
}

ListShape& ListShape::length(std::size_t min, std::size_t max) {
  bounds = {min, max};
  return *this;
}

ListShape& ListShape::in_query(std::string_view item_name) {
  query_name = item_name;
  return *this;
}

MapShape& MapShape::in_query(std::string_view entry, std::string_view key_name,
                             std::string_view value_name) {
  query_entry = entry;
  query_key = key_name;
  query_value = value_name;
  return *this;
}

MapShape& MapShape::length(std::size_t min, std::size_t max) {
  bounds = {min, max};
  return *this;
}

StructureShape& StructureShape::named(std::string_view java_class) {
  java_name = java_class;
  return *this;
}

StringShape string() { return {}; }
IntegerShape integer() { return {}; }
IntegerShape long_integer() { return {.java_type = "Long"}; }
DoubleShape double_number() { return {}; }
BooleanShape boolean() { return {}; }
TimestampShape timestamp() { return {}; }
ListShape list(Shape item) { return {.item = std::move(item)}; }
MapShape map(Shape key, Shape value) { return {.key = std::move(key), .value = std::move(value)}; }
StructureShape structure(std::initializer_list<Member> members) { return {.members = members}; }
DocumentShape document() { return {}; }

}  // namespace epitaph::aws
