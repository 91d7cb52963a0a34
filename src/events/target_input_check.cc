#include "events/target_input_check.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "aws/input.h"
#include "events/input_template.h"
#include "events/json_path.h"

namespace epitaph::events {
namespace {

using boost::json::object;
using std::string_view_literals::operator""sv;

constexpr auto kEventJson = "aws.events.event.json"sv;
constexpr std::array kPredefined = {"aws.events.rule-arn"sv, "aws.events.rule-name"sv,
                                    "aws.events.event"sv, kEventJson,
                                    "aws.events.event.ingestion-time"sv};

/// Nested no deeper than an event may be.
bool is_json(std::string_view text) {
  boost::system::error_code error;
  boost::json::parse(text, error, {}, {.max_depth = 1000});
  return !error;
}

aws::Verdict check_path(std::string_view path, std::string_view id) {
  if (JsonPath::parse(path)) return Done{};
  return aws::validation_exception(fmt::format("InputPath for target {} is invalid.", id));
}

aws::Verdict check_template(std::string_view text, const object* paths, std::string_view id) {
  const auto parsed = InputTemplate::parse(text);
  for (const auto& part : parsed.parts) {
    if (!part.is_placeholder) continue;
    const bool is_predefined = std::ranges::find(kPredefined, part.text) != kPredefined.end();
    if (!is_predefined && (paths == nullptr || !paths->contains(part.text))) {
      return aws::validation_exception(fmt::format(
          "InputTemplate for target {} contains invalid placeholder {}.", id, part.text));
    }
    if (part.text == kEventJson && !parsed.is_json) {
      return aws::validation_exception(fmt::format(
          "InputTemplate for target {} contains placeholder {} valid only for JSON template.", id,
          part.text));
    }
  }
  return Done{};
}

aws::Verdict check_transformer(const object& transformer, std::string_view id) {
  const auto* paths = aws::optional_object(transformer, "InputPathsMap");
  if (paths != nullptr) {
    for (const auto& [name, path] : *paths) EPITAPH_CHECK(check_path(path.as_string(), id));
  }
  return check_template(aws::text(transformer, "InputTemplate"), paths, id);
}

}  // namespace

aws::Verdict check_target_input(const object& target) {
  const auto id = aws::text(target, "Id");
  const auto input = aws::optional_text(target, "Input");
  const auto path = aws::optional_text(target, "InputPath");
  const auto* transformer = aws::optional_object(target, "InputTransformer");
  if ((input ? 1 : 0) + (path ? 1 : 0) + (transformer != nullptr ? 1 : 0) > 1) {
    return aws::validation_exception(fmt::format(
        "Only one of Input, InputPath, or InputTransformer must be provided for target {}.", id));
  }
  if (input && !is_json(*input)) {
    return aws::validation_exception(fmt::format("JSON syntax error in input for target {}", id));
  }
  if (path) return check_path(*path, id);
  if (transformer != nullptr) return check_transformer(*transformer, id);
  return Done{};
}

}  // namespace epitaph::events
