#include "events/target_input.h"

#include <array>
#include <map>
#include <optional>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "aws/input.h"
#include "base/time_text.h"
#include "events/input_template.h"
#include "events/json_path.h"

namespace epitaph::events {
namespace {

using boost::json::object;

Error invalid(std::string message) { return {ErrorKind::kInvalid, std::move(message)}; }

/// The JSON that `path` leads to; nullopt also for what is no path, which PutTargets refuses.
std::optional<std::string> found_at(std::string_view path, const Event& event) {
  const auto compiled = JsonPath::parse(path);
  return compiled ? compiled->find(event.json) : std::nullopt;
}

/// `aws.events.event`: in this order, and `detailType` so spelled.
std::string event_without_detail(const Event& event) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kMembers = {
      {{"id", "$.id"},
       {"account", "$.account"},
       {"detailType", "$.detail-type"},
       {"time", "$.time"},
       {"source", "$.source"},
       {"region", "$.region"},
       {"resources", "$.resources"},
       {"version", "$.version"}}};
  std::string json;
  for (const auto& [name, path] : kMembers) {
    json += fmt::format(R"({}"{}":{})", json.empty() ? '{' : ',', name,
                        found_at(path, event).value_or("null"));
  }
  return json + "}";
}

/// The JSON of a variable; nullopt when its path finds nothing.
std::optional<std::string> value_of(std::string_view name, const object* paths, const Event& event,
                                    const InputContext& context) {
  if (const auto path = paths == nullptr ? std::nullopt : aws::optional_text(*paths, name)) {
    return found_at(*path, event);
  }
  if (name == "aws.events.rule-arn") return quote_json(context.rule_arn);
  if (name == "aws.events.rule-name") return quote_json(context.rule_name);
  if (name == "aws.events.event.ingestion-time") {
    return quote_json(format_rfc3339_seconds(context.ingestion_time));
  }
  if (name == "aws.events.event") return event_without_detail(event);
  if (name == "aws.events.event.json") return event.json;
  return std::nullopt;
}

/// What a JSON string says, not escaped.
std::string text_of(const std::string& quoted) {
  boost::system::error_code error;
  const auto value = boost::json::parse(quoted, error);
  return error || !value.is_string() ? quoted : std::string{value.get_string()};
}

std::string without_quotes(std::string_view json) {
  std::string out;
  for (std::size_t at = 0; at < json.size(); ++at) {
    if (json[at] == '"') continue;
    if (json[at] == '\\' && at + 1 < json.size()) {
      if (json[at + 1] != '"') out.append(json, at, 2);
      ++at;
      continue;
    }
    out += json[at];
  }
  return out;
}

/// How a variable is written where its placeholder stands.
std::string inserted(const std::optional<std::string>& value, bool in_quotes, bool is_json) {
  if (!in_quotes) return value.value_or(R"("")");
  if (!value) return {};
  if (value->starts_with('"')) return text_of(*value);
  const bool has_inside = value->starts_with('{') || value->starts_with('[');
  return has_inside && !is_json ? without_quotes(*value) : *value;
}

/// Whether `text` is JSON values, at least one, one behind the other.
bool is_json_values(std::string_view text) {
  boost::json::stream_parser parser{{}, {.max_depth = kEventDepthMax}};
  do {
    boost::system::error_code error;
    parser.reset();
    text.remove_prefix(parser.write_some(text.data(), text.size(), error));
    if (!error && !parser.done()) parser.finish(error);
    if (error) return false;
  } while (!text.empty());
  return true;
}

Result<std::string> transformed(const object& transformer, const Event& event,
                                const InputContext& context) {
  const auto parsed = InputTemplate::parse(aws::text(transformer, "InputTemplate"));
  const auto* paths = aws::optional_object(transformer, "InputPathsMap");
  // A name may stand in a template a thousand times; it is looked for in the event once.
  std::map<std::string_view, std::optional<std::string>> values;
  std::string text;
  for (const auto& part : parsed.parts) {
    if (part.is_placeholder) {
      auto known = values.find(part.text);
      if (known == values.end()) {
        known = values.emplace(part.text, value_of(part.text, paths, event, context)).first;
      }
      text += inserted(known->second, part.in_quotes, parsed.is_json);
    } else {
      text += part.text;
    }
    if (text.size() > kTargetInputBytesMax) {
      return invalid(
          fmt::format("InputTransformer gives more than {} bytes", kTargetInputBytesMax));
    }
  }
  if (!is_json_values(text)) return invalid("InputTransformer gives what is no JSON");
  return text;
}

}  // namespace

bool uses_event_as_is(const Target& target) {
  return !aws::has(target.json, "Input") && !aws::has(target.json, "InputTransformer") &&
         aws::optional_text(target.json, "InputPath").value_or("$") == "$";
}

Result<std::string> target_input(const Target& target, const Event& event,
                                 const InputContext& context) {
  if (uses_event_as_is(target)) return event.json;
  if (const auto input = aws::optional_text(target.json, "Input")) return std::string{*input};
  if (const auto* transformer = aws::optional_object(target.json, "InputTransformer")) {
    return transformed(*transformer, event, context);
  }
  const auto path = aws::text(target.json, "InputPath");
  auto found = found_at(path, event);
  if (!found) return invalid(fmt::format("InputPath {} finds nothing in the event", path));
  return *std::move(found);
}

}  // namespace epitaph::events
