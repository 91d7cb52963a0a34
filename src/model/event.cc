#include "model/event.h"

#include <algorithm>
#include <array>
#include <optional>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <simdjson.h>

#include "base/time_text.h"
#include "model/json_text.h"

namespace epitaph {
namespace {

/// The envelope's keys in AWS's order. Source: reference eventbridge.md, 4.1.
constexpr std::array<std::string_view, 10> kEnvelope = {
    "version", "id",     "detail-type", "source",    "account",
    "time",    "region", "replay-name", "resources", "detail"};
enum Key {
  kVersion,
  kId,
  kDetailType,
  kSource,
  kAccount,
  kTime,
  kRegion,
  kReplay,
  kResources,
  kDetail
};

Error invalid(std::string message) { return {ErrorKind::kInvalid, std::move(message)}; }

/// Text without white space outside strings, with the room behind it that simdjson reads into.
class Minified {
 public:
  explicit Minified(std::string_view json)
      : buffer_(json.size() + simdjson::SIMDJSON_PADDING, '\0') {
    // Of text that ends inside a string nothing is kept; the parser then refuses it as empty.
    if (simdjson::minify(json.data(), json.size(), buffer_.data(), size_)) size_ = 0;
  }
  std::string_view text() const { return {buffer_.data(), size_}; }

 private:
  std::string buffer_;
  std::size_t size_ = 0;
};

/// Whole validation, which On-Demand leaves out for what it skips: grammar, UTF-8, depth.
/// Parsers keep their memory from event to event; one above the usual size is not kept.
Status check_json(const Minified& json) {
  thread_local simdjson::dom::parser parser{kEventBytesMax + simdjson::SIMDJSON_PADDING};
  if (json.text().size() > kEventBytesMax) {
    return invalid(fmt::format("event is {} bytes long; at most {} are taken", json.text().size(),
                               kEventBytesMax));
  }
  if (auto error =
          parser.allocate(std::max(parser.capacity(), json.text().size()), kEventDepthMax)) {
    return invalid(fmt::format("event: {}", simdjson::error_message(error)));
  }
  simdjson::dom::element root;
  const auto error = parser.parse(json.text().data(), json.text().size(), false).get(root);
  if (error == simdjson::DEPTH_ERROR) {
    return invalid(fmt::format("event is nested deeper than {} levels", kEventDepthMax));
  }
  if (error)
    return invalid(fmt::format("event is not valid JSON: {}", simdjson::error_message(error)));
  if (!root.is_object()) return invalid("event is not a JSON object");
  return Done{};
}

/// The raw text of each member of the envelope, by place in kEnvelope; unknown ones in `others`.
struct Members {
  std::array<std::string_view, kEnvelope.size()> raw;
  std::vector<std::pair<std::string_view, std::string_view>> others;  // key with quotes, value
};

/// A key that comes twice counts as it came last.
Members split_envelope(std::string_view json) {
  Members members;
  json.remove_prefix(1);
  while (json.size() > 1) {
    const auto quoted_key = take_json_value(json);
    json.remove_prefix(1);
    const auto value = take_json_value(json);
    json.remove_prefix(1);
    const auto known = std::ranges::find(kEnvelope, quoted_key.substr(1, quoted_key.size() - 2));
    if (known != kEnvelope.end()) {
      members.raw[static_cast<std::size_t>(known - kEnvelope.begin())] = value;
    } else {
      members.others.emplace_back(quoted_key, value);
    }
  }
  return members;
}

/// The text of a JSON string literal; nullopt when the value is no string.
std::optional<std::string> string_of(std::string_view raw) {
  if (raw.empty() || raw.front() != '"') return std::nullopt;
  boost::system::error_code error;
  const auto value = boost::json::parse(raw, error);
  if (error || !value.is_string()) return std::nullopt;
  return std::string{value.get_string()};
}

Result<std::string> required(const Members& members, Key key) {
  const auto raw = members.raw[key];
  if (raw.empty()) return invalid(fmt::format("{} is missing", kEnvelope[key]));
  auto text = string_of(raw);
  if (!text) return invalid(fmt::format("{} must be a string", kEnvelope[key]));
  if (text->empty()) return invalid(fmt::format("{} is empty", kEnvelope[key]));
  return *std::move(text);
}

Result<std::vector<std::string>> resources_of(std::string_view raw) {
  std::vector<std::string> resources;
  if (raw.empty() || raw == "null") return resources;
  boost::system::error_code error;
  const auto value = boost::json::parse(raw, error);
  if (error || !value.is_array()) return invalid("resources must be an array of strings");
  for (const auto& resource : value.get_array()) {
    if (!resource.is_string()) return invalid("resources must be an array of strings");
    resources.emplace_back(resource.get_string());
  }
  return resources;
}

/// Writes the canonical text into `event`; absent optional members take AWS's defaults.
void write_canonical(Event& event, const Members& members) {
  std::string& out = event.json;
  for (std::size_t key = 0; key < kEnvelope.size(); ++key) {
    std::string_view raw = members.raw[key];
    if (raw.empty() && key == kReplay) continue;
    if (raw.empty()) raw = key == kVersion ? R"("0")" : "[]";
    out += out.empty() ? '{' : ',';
    out.append("\"").append(kEnvelope[key]).append("\":");
    if (key == kDetail) event.detail_offset = out.size();
    out += raw;
  }
  event.detail_bytes = out.size() - event.detail_offset;
  for (const auto& [key, raw] : members.others) {
    out.append(",").append(key).append(":").append(raw);
  }
  out += '}';
}

}  // namespace

Result<Event> parse_event(std::string_view json) {
  const Minified text{json};
  EPITAPH_CHECK(check_json(text));
  const Members members = split_envelope(text.text());

  Event event;
  EPITAPH_TRY(id, required(members, kId));
  EPITAPH_TRY(detail_type, required(members, kDetailType));
  EPITAPH_TRY(source, required(members, kSource));
  EPITAPH_TRY(account, required(members, kAccount));
  EPITAPH_TRY(region, required(members, kRegion));
  EPITAPH_TRY(time_text, required(members, kTime));
  const auto time = parse_rfc3339(time_text);
  if (!time) return invalid("time must be an RFC 3339 time such as 2024-09-10T14:41:47Z");
  EPITAPH_TRY(resources, resources_of(members.raw[kResources]));
  if (members.raw[kDetail].empty()) return invalid("detail is missing");
  if (members.raw[kDetail].front() != '{') return invalid("detail must be an object");

  event.id = std::move(id);
  event.detail_type = std::move(detail_type);
  event.source = std::move(source);
  event.account = std::move(account);
  event.region = std::move(region);
  event.time = *time;
  event.resources = std::move(resources);
  event.json.reserve(text.text().size() + 64);
  write_canonical(event, members);
  return event;
}

Result<Event> make_event(const EventFields& fields) {
  const Minified detail{fields.detail};
  if (auto checked = check_json(detail); !checked) {
    return invalid("Detail: " + std::move(checked).error().message);
  }
  Event event{.id = std::string{fields.id},
              .detail_type = std::string{fields.detail_type},
              .source = std::string{fields.source},
              .account = std::string{fields.account},
              .region = std::string{fields.region},
              .time = std::chrono::floor<std::chrono::seconds>(fields.time),
              .resources = {fields.resources.begin(), fields.resources.end()},
              .json = {}};
  std::string resources;
  for (const auto& resource : fields.resources) {
    resources += (resources.empty() ? "" : ",") + quote_json(resource);
  }
  event.json = fmt::format(
      R"({{"version":"0","id":{},"detail-type":{},"source":{},"account":{},"time":"{}","region":{},"resources":[{}],"detail":)",
      quote_json(fields.id), quote_json(fields.detail_type), quote_json(fields.source),
      quote_json(fields.account), format_rfc3339_seconds(event.time), quote_json(fields.region),
      resources);
  event.detail_offset = event.json.size();
  event.detail_bytes = detail.text().size();
  event.json.append(detail.text()).append("}");
  return event;
}

std::string quote_json(std::string_view text) {
  return boost::json::serialize(boost::json::string_view{text});
}

}  // namespace epitaph
