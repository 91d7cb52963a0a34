#include "aws/java_text.h"

#include <array>
#include <charconv>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "base/time_text.h"

namespace epitaph::aws {
namespace {

namespace json = boost::json;

/// Appends text until the limit is reached; whoever prints a container stops there.
class Printer {
 public:
  explicit Printer(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  void print(const Shape& shape, const json::value& value) {
    if (full()) return;
    if (value.is_null()) return append("null");
    std::visit([&](const auto& kind) { print_as(kind, value); }, shape.kind());
  }

  std::string take() && { return shortened(text_, bytes_max_); }

 private:
  bool full() const { return text_.size() > bytes_max_; }

  void append(std::string_view text) {
    if (!full()) text_.append(text.substr(0, bytes_max_ + 1));
  }

  void print_as(const ListShape& shape, const json::value& value) {
    std::string_view separator = "[";
    for (const json::value& item : value.as_array()) {
      append(std::exchange(separator, ", "));
      print(shape.item, item);
      if (full()) return;
    }
    append(value.as_array().empty() ? "[]" : "]");
  }

  void print_as(const MapShape& shape, const json::value& value) {
    std::string_view separator = "{";
    for (const auto& entry : value.as_object()) {
      append(std::exchange(separator, ", "));
      append(entry.key());
      append("=");
      print(shape.value, entry.value());
      if (full()) return;
    }
    append(value.as_object().empty() ? "{}" : "}");
  }

  void print_as(const StructureShape& shape, const json::value& value) {
    append(shape.java_name);
    append(shape.java_name.empty() ? "{" : "(");
    std::string_view separator;
    for (const Member& member : shape.members) {
      append(std::exchange(separator, ", "));
      append(java_member(member.name));
      append("=");
      const json::value* given = value.as_object().if_contains(member.name);
      print(member.shape, given == nullptr ? json::value{} : *given);
    }
    append(shape.java_name.empty() ? "}" : ")");
  }

  void print_as(const TimestampShape&, const json::value& value) { append(java_date(value)); }

  /// Scalars and documents print as what they are, whatever the shape.
  template <class Scalar>
  void print_as(const Scalar&, const json::value& value) {
    if (const json::string* text = value.if_string()) return append(*text);
    if (const double* number = value.if_double()) return append(shortest(*number));
    append(json::serialize(value));
  }

  /// The fewest digits that read back as this very number.
  static std::string shortest(double number) {
    std::array<char, 32> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    return {text.data(), end};
  }

  static std::string java_date(const json::value& value) {
    constexpr double kYear10000 = 253'402'300'800;
    std::chrono::sys_seconds time;
    if (value.is_string()) {
      const auto parsed = parse_rfc3339(value.get_string());
      if (!parsed) return std::string{std::string_view{value.get_string()}};
      time = std::chrono::floor<std::chrono::seconds>(*parsed);
    } else {
      const auto seconds = value.to_number<double>();
      if (!(seconds >= 0 && seconds < kYear10000)) return fmt::format("{}", seconds);
      time += std::chrono::seconds{static_cast<std::int64_t>(seconds)};
    }
    return fmt::format("{:%a %b %d %H:%M:%S UTC %Y}",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
  }

  std::size_t bytes_max_;
  std::string text_;
};

}  // namespace

std::string java_text(const Shape& shape, const boost::json::value& value, std::size_t bytes_max) {
  Printer printer{bytes_max};
  printer.print(shape, value);
  return std::move(printer).take();
}

std::string shortened(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return std::string{text};
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string{text.substr(0, end)} + "…";
}

std::string java_member(std::string_view name) {
  std::string text{name};
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] + 32);
  return text;
}

}  // namespace epitaph::aws
