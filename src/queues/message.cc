#include "queues/message.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/base64.h"
#include "queues/epoch.h"

namespace epitaph::queues {
namespace {

namespace json = boost::json;

MessageAttribute read_attribute(const json::array& pair) {
  MessageAttribute attribute{.data_type = std::string{pair.at(0).as_string()},
                             .value = std::string{pair.at(1).as_string()}};
  if (is_binary(attribute)) attribute.value = base64_decode(attribute.value).value_or("");
  return attribute;
}

MessageState read_state(const json::object& object) {
  MessageState state{.id = std::string{object.at("id").as_string()},
                     .sender = std::string{object.at("sender").as_string()}};
  if (const auto* received = object.if_contains("received")) {
    state.received = received->to_number<std::uint64_t>();
  }
  if (const auto* first = object.if_contains("firstReceived")) {
    state.first_received = from_epoch(*first);
  }
  if (const auto* handle = object.if_contains("handle")) state.handle = from_epoch(*handle);
  if (const auto* trace = object.if_contains("trace")) state.trace = trace->as_string();
  if (const auto* attributes = object.if_contains("attributes")) {
    for (const auto& entry : attributes->as_object()) {
      state.attributes[entry.key()] = read_attribute(entry.value().as_array());
    }
  }
  return state;
}

json::object attributes_json(const MessageAttributes& attributes) {
  json::object object;
  for (const auto& [name, attribute] : attributes) {
    object[name] =
        json::array{attribute.data_type,
                    is_binary(attribute) ? base64_encode(attribute.value) : attribute.value};
  }
  return object;
}

}  // namespace

bool is_binary(const MessageAttribute& attribute) {
  return attribute.data_type == "Binary" || attribute.data_type.starts_with("Binary.");
}

std::string to_text(const MessageState& state) {
  json::object object{{"id", state.id}, {"sender", state.sender}};
  if (state.received > 0) object["received"] = state.received;
  if (state.first_received) object["firstReceived"] = to_epoch(*state.first_received);
  if (state.handle) object["handle"] = to_epoch(*state.handle);
  if (!state.trace.empty()) object["trace"] = state.trace;
  if (!state.attributes.empty()) object["attributes"] = attributes_json(state.attributes);
  return json::serialize(object);
}

Result<MessageState> parse_message_state(std::string_view text) {
  try {
    return read_state(json::parse(text).as_object());
  } catch (const std::exception& fault) {
    return Error{ErrorKind::kCorrupt,
                 fmt::format("message: its state cannot be read: {}", fault.what())};
  }
}

std::size_t message_bytes(std::string_view body, const MessageAttributes& attributes) {
  std::size_t bytes = body.size();
  for (const auto& [name, attribute] : attributes) {
    bytes += name.size() + attribute.data_type.size() + attribute.value.size();
  }
  return bytes;
}

bool is_message_text(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') return false;
    // U+FFFE and U+FFFF, of three bytes: EF BF BE and EF BF BF.
    if (text.substr(i, 2) == "\xEF\xBF" && i + 2 < text.size() &&
        static_cast<unsigned char>(text[i + 2]) >= 0xBE) {
      return false;
    }
  }
  return true;
}

}  // namespace epitaph::queues
