#include "ecs/operations/task_definition_answer.h"

#include <boost/json.hpp>

namespace epitaph::ecs {

namespace json = boost::json;

json::object task_definition_answer(TaskDefinition definition, bool tags) {
  json::value held = json::array{};
  if (const auto member = definition.json.find("tags"); member != definition.json.end()) {
    held = std::move(member->value());
    definition.json.stable_erase(member);
  }
  json::object answer{{"taskDefinition", std::move(definition.json)}};
  if (tags) answer["tags"] = std::move(held);
  return answer;
}

}  // namespace epitaph::ecs
