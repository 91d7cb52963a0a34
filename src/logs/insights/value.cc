#include "logs/insights/value.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/ascii.h"
#include "logs/insights/json_text.h"

namespace epitaph::logs::insights {
namespace {

constexpr double kExactMax =
    9007199254740992;  // 2^53: below it every integer is a double of its own

// Years 0000 to 9999, which is what the text of a time has room for.
constexpr double kTimeMin = -62'167'219'200'000;
constexpr double kTimeMax = 253'402'300'799'999;

// A number in full, as it stands in texts made of it and in keys.
std::string plain_number(double number) {
  if (number == std::trunc(number) && std::abs(number) < 1e21) return fmt::format("{:.0f}", number);
  return fmt::format("{}", number);
}

std::size_t document_bytes(const boost::json::value& json) {
  std::size_t bytes = sizeof(json);
  if (const auto* array = json.if_array()) {
    for (const auto& element : *array) bytes += document_bytes(element);
  } else if (const auto* object = json.if_object()) {
    for (const auto& member : *object)
      bytes += member.key().size() + document_bytes(member.value());
  } else if (const auto* text = json.if_string()) {
    bytes += text->size();
  }
  return bytes;
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::string_view digits = text;
  if (digits.front() == '-' || digits.front() == '+') digits.remove_prefix(1);
  // What from_chars would take beyond numbers, such as "inf", does not begin like one.
  if (digits.empty() || (digits.front() != '.' && (digits.front() < '0' || digits.front() > '9'))) {
    return std::nullopt;
  }
  if (text.front() == '+') text.remove_prefix(1);
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

Value Value::number(double number) {
  Value value;
  if (!std::isfinite(number)) return value;
  value.kind_ = Kind::kNumber;
  value.number_ = number + 0.0;  // -0 becomes 0
  return value;
}

Value Value::spelled_number(double number, std::string_view spelling) {
  Value value = Value::number(number);
  if (value.absent() || std::abs(number) < kExactMax) return value;
  const std::string_view digits = spelling.starts_with('-') ? spelling.substr(1) : spelling;
  if (is_digits(digits)) value.text_ = spelling;
  return value;
}

Value Value::time(double epoch_ms) {
  if (!(epoch_ms >= kTimeMin && epoch_ms <= kTimeMax)) return {};
  Value value = Value::number(std::floor(epoch_ms));
  value.kind_ = Kind::kTime;
  return value;
}

Value Value::borrowed(std::string_view text) {
  Value value;
  value.kind_ = Kind::kText;
  value.text_ = text;
  return value;
}

Value Value::text(std::string text) {
  auto kept = std::make_shared<const std::string>(std::move(text));
  Value value = borrowed(*kept);
  value.owner_ = std::move(kept);
  return value;
}

Value Value::document(boost::json::value json) {
  const auto kept = std::make_shared<const boost::json::value>(std::move(json));
  return of_json(*kept, kept);
}

Value Value::of_json(const boost::json::value& json, const std::shared_ptr<const void>& owner) {
  switch (json.kind()) {
    case boost::json::kind::null:
      return {};
    case boost::json::kind::bool_:
      return boolean(json.get_bool());
    case boost::json::kind::double_:
      return number(json.get_double());
    case boost::json::kind::int64:
      return spelled_number(static_cast<double>(json.get_int64()),
                            fmt::format("{}", json.get_int64()))
          .own();
    case boost::json::kind::uint64:
      return spelled_number(static_cast<double>(json.get_uint64()),
                            fmt::format("{}", json.get_uint64()))
          .own();
    case boost::json::kind::string: {
      const auto& text = json.get_string();
      Value value = borrowed({text.data(), text.size()});
      value.owner_ = owner;
      return value;
    }
    case boost::json::kind::array:
    case boost::json::kind::object:
      break;
  }
  Value value;
  value.kind_ = Kind::kDocument;
  value.json_ = &json;
  value.owner_ = owner;
  return value;
}

std::optional<double> Value::to_number() const {
  if (is_number()) return number_;
  return is_text() ? parse_number(text_) : std::nullopt;
}

std::string_view Value::to_text(std::string& scratch) const {
  switch (kind_) {
    case Kind::kAbsent:
      return {};
    case Kind::kText:
      return text_;
    case Kind::kDocument:
      scratch = to_json_text(*json_);
      return scratch;
    case Kind::kNumber:
    case Kind::kTime:
      break;
  }
  if (!text_.empty()) return text_;
  scratch = plain_number(number_);
  return scratch;
}

bool Value::truth() const {
  if (is_number()) return number_ != 0;
  if (!is_text()) return false;
  if (const auto number = parse_number(text_)) return *number != 0;
  return text_ == "true" || text_ == "TRUE" || text_ == "True";
}

Value Value::member(std::string_view key) const {
  if (!is_document()) return {};
  if (const auto* object = json_->if_object()) {
    const auto* found = object->if_contains(key);
    return found ? of_json(*found, owner_) : Value{};
  }
  std::size_t index = 0;
  const auto read = std::from_chars(key.data(), key.data() + key.size(), index);
  if (read.ec != std::errc{} || read.ptr != key.data() + key.size()) return {};
  return element(index);
}

Value Value::element(std::size_t index) const {
  if (!is_document() || !json_->is_array() || index >= json_->get_array().size()) return {};
  return of_json(json_->get_array()[index], owner_);
}

std::size_t Value::element_count() const {
  return is_document() && json_->is_array() ? json_->get_array().size() : 0;
}

Value Value::own() const {
  if (owner_ || text_.empty()) return *this;
  Value value = *this;
  auto kept = std::make_shared<const std::string>(text_);
  value.text_ = *kept;
  value.owner_ = std::move(kept);
  return value;
}

Value Value::without_time() const {
  Value value = *this;
  if (kind_ == Kind::kTime) value.kind_ = Kind::kNumber;
  return value;
}

std::size_t Value::owned_bytes() const {
  if (!owner_) return 0;
  constexpr std::size_t kOverhead = 64;  // of the shared allocation
  return kOverhead + (is_document() ? document_bytes(*json_) : text_.size());
}

void append_key(const Value& value, std::string& key) {
  if (value.absent()) {
    key += '\0';
    return;
  }
  std::string scratch;
  const std::string_view text = value.to_text(scratch);
  auto length = static_cast<std::uint32_t>(text.size());
  key += '\1';
  for (int byte = 0; byte < 4; ++byte, length >>= 8) key += static_cast<char>(length & 0xFFU);
  key += text;
}

}  // namespace epitaph::logs::insights
