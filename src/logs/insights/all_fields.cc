#include "logs/insights/field_reader.h"
#include "logs/insights/json_walk.h"

namespace epitaph::logs::insights {
namespace {

using Fields = std::vector<std::pair<std::string, Value>>;

// Writes down every leaf of one message, but for those that lie too deep.
class LeafCollector {
 public:
  simdjson::error_code walk(simdjson::ondemand::object object) {
    for (auto member : object) {
      simdjson::ondemand::field field;
      if (const auto fault = std::move(member).get(field)) return fault;
      std::string_view key;
      if (const auto fault = field.unescaped_key().get(key)) return fault;
      const std::size_t length = name_.size();
      if (length > 0) {
        name_ += '.';
      } else if (key.starts_with('@')) {
        name_ += '@';
      }
      name_ += key;
      if (const auto fault = take(field.value())) return fault;
      name_.resize(length);
    }
    return simdjson::SUCCESS;
  }

  Fields fields() && { return std::move(fields_); }

 private:
  simdjson::error_code walk(simdjson::ondemand::array array) {
    std::size_t index = 0;
    for (auto element : array) {
      simdjson::ondemand::value value;
      if (const auto fault = std::move(element).get(value)) return fault;
      const std::size_t length = name_.size();
      name_ += '.' + std::to_string(index++);
      if (const auto fault = take(value)) return fault;
      name_.resize(length);
    }
    return simdjson::SUCCESS;
  }

  simdjson::error_code take(simdjson::ondemand::value value) {
    simdjson::ondemand::json_type type{};
    if (const auto fault = value.type().get(type)) return fault;
    const bool object = type == simdjson::ondemand::json_type::object;
    if (object || type == simdjson::ondemand::json_type::array) return descend(value, object);
    Value leaf;
    if (const auto fault = read_leaf(value, type, leaf)) return fault;
    if (!leaf.absent()) fields_.emplace_back(name_, leaf.own());
    return simdjson::SUCCESS;
  }

  simdjson::error_code descend(simdjson::ondemand::value value, bool is_object) {
    if (depth_ == kLeafDepthMax) return simdjson::SUCCESS;  // On-Demand skips what is not read
    ++depth_;
    simdjson::error_code fault = simdjson::SUCCESS;
    if (is_object) {
      simdjson::ondemand::object object;
      fault = value.get_object().get(object);
      if (!fault) fault = walk(object);
    } else {
      simdjson::ondemand::array array;
      fault = value.get_array().get(array);
      if (!fault) fault = walk(array);
    }
    --depth_;
    return fault;
  }

  std::string name_;
  std::size_t depth_ = 1;  // of the object that is being walked through
  Fields fields_;
};

}  // namespace

std::vector<std::pair<std::string, Value>> all_fields(std::string_view message) {
  JsonMessage json;
  simdjson::ondemand::object object;
  if (json.open(message).get(object)) return {};
  LeafCollector collector;
  if (collector.walk(object) || !json.at_end()) return {};
  return std::move(collector).fields();
}

}  // namespace epitaph::logs::insights
