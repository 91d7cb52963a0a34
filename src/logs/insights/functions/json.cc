#include <algorithm>
#include <array>
#include <string>

#include "logs/insights/functions/families.h"
#include "logs/insights/json_text.h"

namespace epitaph::logs::insights {
namespace {

// How deep jsonParse reads: what walks a document recurses.
constexpr std::size_t kDocumentDepthMax = 64;

std::optional<boost::json::value> parse_document(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = kDocumentDepthMax;
  boost::json::error_code fault;
  auto json = boost::json::parse(text, fault, {}, options);
  return fault ? std::nullopt : std::optional(std::move(json));
}

// Of a text that is a list or a map; whatever else it is, it has no value.
Value call_json_parse(const Arguments& arguments) {
  Value value = arguments[0];
  if (value.is_document()) return value;
  if (!value.is_text()) return {};
  std::string scratch;
  auto json = parse_document(value.to_text(scratch));
  return json && json->is_structured() ? Value::document(*std::move(json)) : Value{};
}

Value call_json_stringify(const Arguments& arguments) {
  const Value value = arguments[0];
  if (value.absent()) return {};
  std::string scratch;
  const std::string_view text = value.to_text(scratch);
  return Value::text(value.is_text() ? boost::json::serialize(boost::json::string(text))
                                     : std::string(text));
}

// The list that the value is, or whose JSON it is.
Value list_of(const Value& value) {
  std::string scratch;
  Value list = value;
  if (value.is_text() && value.to_text(scratch).starts_with('[')) {
    auto json = parse_document(value.to_text(scratch));
    if (json) list = Value::document(*std::move(json));
  }
  return list.json() && list.json()->is_array() ? list : Value{};
}

Value call_json_array_size(const Arguments& arguments) {
  const Value list = list_of(arguments[0]);
  return list.absent() ? Value{} : Value::number(static_cast<double>(list.element_count()));
}

Value call_json_array_contains(const Arguments& arguments) {
  const Value list = list_of(arguments[0]);
  const Value wanted = arguments[1];
  for (std::size_t i = 0; i < list.element_count(); ++i) {
    const Value element = list.element(i);
    if (!element.absent() && compare(Comparison::kEqual, element, wanted)) {
      return Value::boolean(true);
    }
  }
  return Value::boolean(false);
}

constexpr std::array kJsonFunctions = {
    Function{.name = "jsonParse", .call = call_json_parse, .takes_documents = true},
    Function{.name = "jsonStringify", .call = call_json_stringify, .takes_documents = true},
    Function{.name = "jsonArraySize", .call = call_json_array_size, .takes_documents = true},
    Function{.name = "jsonArrayContains",
             .arguments_min = 2,
             .arguments_max = 2,
             .call = call_json_array_contains,
             .takes_documents = true},
};

}  // namespace

std::span<const Function> json_functions() { return kJsonFunctions; }

}  // namespace epitaph::logs::insights
