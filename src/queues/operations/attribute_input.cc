#include "queues/operations/attribute_input.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include "aws/input.h"
#include "base/base64.h"
#include "queues/refusals.h"

namespace epitaph::queues {
namespace {

namespace json = boost::json;

constexpr std::size_t kAttributesMax = 10;
constexpr std::size_t kNameBytesMax = 256;

template <class... Arguments>
aws::ApiError refused_attribute(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
  return invalid_parameter_value(fmt::format(text, std::forward<Arguments>(arguments)...));
}

bool is_name(std::string_view name) {
  static const re2::RE2 kName{R"([A-Za-z0-9_\-]+(\.[A-Za-z0-9_\-]+)*)"};
  return name.size() <= kNameBytesMax &&
         re2::RE2::FullMatch(re2::StringPiece{name.data(), name.size()}, kName);
}

bool is_number(std::string_view text) {
  static const re2::RE2 kNumber{R"([+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?)"};
  return re2::RE2::FullMatch(re2::StringPiece{text.data(), text.size()}, kNumber);
}

aws::Verdict check_type(std::string_view name, std::string_view type) {
  if (type.empty()) {
    return refused_attribute(
        "The message attribute '{}' must contain non-empty message attribute type.", name);
  }
  const std::string_view base = type.substr(0, type.find('.'));
  if (base == "String" || base == "Number" || base == "Binary") return Done{};
  return refused_attribute(
      "The message attribute '{}' has an invalid message attribute type, the set of supported type "
      "prefixes is Binary, Number, and String.",
      name);
}

aws::Verdict check_value(std::string_view name, const MessageAttribute& attribute) {
  if (attribute.value.empty()) {
    return refused_attribute(
        "The message attribute '{}' must contain non-empty message attribute value for message "
        "attribute type '{}'.",
        name, attribute.data_type);
  }
  if (is_binary(attribute)) return Done{};
  if (attribute.data_type.starts_with("Number") && !is_number(attribute.value)) {
    return refused_attribute("Can't cast the value of message (user) attribute '{}' to a number.",
                             name);
  }
  if (!is_message_text(attribute.value)) return invalid_message_contents();
  return Done{};
}

aws::Outcome<MessageAttribute> read_attribute(std::string_view name, const json::object& given) {
  if (!is_name(name)) {
    return refused_attribute("Message (user) attribute name '{}' is invalid.",
                             name.substr(0, kNameBytesMax));
  }
  if (!aws::items(given, "StringListValues").empty() ||
      !aws::items(given, "BinaryListValues").empty()) {
    return unsupported_operation(
        "Message attribute list values in SendMessage operation are not "
        "supported.");
  }
  MessageAttribute attribute{
      .data_type = std::string{aws::optional_text(given, "DataType").value_or("")}, .value = {}};
  EPITAPH_CHECK(check_type(name, attribute.data_type));
  const bool binary = is_binary(attribute);
  const auto text = aws::optional_text(given, binary ? "BinaryValue" : "StringValue").value_or("");
  auto value = binary ? base64_decode(text) : std::optional{std::string{text}};
  if (!value) return refused_attribute("The value of message attribute '{}' is no base64.", name);
  attribute.value = *std::move(value);
  EPITAPH_CHECK(check_value(name, attribute));
  return attribute;
}

}  // namespace

aws::Outcome<MessageAttributes> read_attributes(const json::object& input,
                                                std::string_view member) {
  MessageAttributes attributes;
  const auto* given = aws::optional_object(input, member);
  if (given == nullptr) return attributes;
  if (given->size() > kAttributesMax) {
    return refused_attribute("Number of message attributes [{}] exceeds the allowed maximum [{}].",
                             given->size(), kAttributesMax);
  }
  for (const auto& entry : *given) {
    static const json::object kNothing;
    const auto* value = entry.value().if_object();
    EPITAPH_TRY(attribute, read_attribute(entry.key(), value != nullptr ? *value : kNothing));
    attributes.emplace(entry.key(), std::move(attribute));
  }
  return attributes;
}

}  // namespace epitaph::queues
