#include "logs/insights/json_walk.h"

#include <cstring>

namespace epitaph::logs::insights {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

bool looks_like_object(std::string_view message) {
  const std::size_t begin = message.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos || message[begin] != '{') return false;
  return message[message.find_last_not_of(kBlanks)] == '}';
}

}  // namespace

simdjson::simdjson_result<simdjson::ondemand::object> JsonMessage::open(std::string_view message) {
  if (!looks_like_object(message)) return simdjson::INCORRECT_TYPE;
  const std::size_t needed = message.size() + simdjson::SIMDJSON_PADDING;
  if (buffer_.size() < needed) buffer_.resize(needed);
  std::memcpy(buffer_.data(), message.data(), message.size());
  const simdjson::padded_string_view padded(buffer_.data(), message.size(), buffer_.size());
  if (const auto fault = parser_.iterate(padded).get(document_)) return fault;
  return document_.get_object();
}

RawKey raw_key(simdjson::ondemand::raw_json_string key) {
  RawKey found;
  const char* const begin = key.raw();
  const char* end = begin;
  // simdjson has seen already that every string ends.
  for (; *end != '"'; ++end) {
    if (*end == '.') found.dotted = true;
    if (*end == '\\') {
      found.escaped = true;
      ++end;
    }
  }
  found.text = {begin, static_cast<std::size_t>(end - begin)};
  return found;
}

simdjson::error_code read_leaf(simdjson::ondemand::value& leaf, simdjson::ondemand::json_type type,
                               Value& into) {
  switch (type) {
    case simdjson::ondemand::json_type::string: {
      std::string_view text;
      if (const auto fault = leaf.get_string().get(text)) return fault;
      into = Value::borrowed(text);
      return simdjson::SUCCESS;
    }
    case simdjson::ondemand::json_type::number: {
      std::string_view spelling = leaf.raw_json_token();
      spelling = spelling.substr(0, spelling.find_last_not_of(kBlanks) + 1);
      double number = 0;
      if (const auto fault = leaf.get_double().get(number)) return fault;
      into = Value::spelled_number(number, spelling);
      return simdjson::SUCCESS;
    }
    case simdjson::ondemand::json_type::boolean: {
      bool truth = false;
      if (const auto fault = leaf.get_bool().get(truth)) return fault;
      into = Value::boolean(truth);
      return simdjson::SUCCESS;
    }
    default: {
      into = Value{};
      bool null = false;
      if (const auto fault = leaf.is_null().get(null)) return fault;
      return null ? simdjson::SUCCESS : simdjson::INCORRECT_TYPE;
    }
  }
}

}  // namespace epitaph::logs::insights
