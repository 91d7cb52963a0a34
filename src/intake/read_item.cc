#include "intake/read_item.h"

#include <optional>
#include <utility>

#include <boost/json.hpp>

#include "intake/described_task.h"
#include "intake/read_event.h"

namespace epitaph::intake {
namespace {

namespace json = boost::json;

Description described(Description::Of of, const json::value& value) {
  return {.of = of, .json = json::serialize(value)};
}

/// nullopt for what is none of the things that the ECS API describes.
std::optional<Result<Reading>> read_described(std::string_view text) {
  boost::system::error_code error;
  auto root = json::parse(text, error, {}, {.max_depth = kEventDepthMax});
  if (error || !root.is_object()) return std::nullopt;
  auto& object = root.get_object();
  const auto* definition = object.if_contains("taskDefinition");
  if (definition && definition->is_object()) {
    return Reading{described(Description::Of::kTaskDefinition, *definition)};
  }
  if (object.contains("containerDefinitions")) {
    return Reading{described(Description::Of::kTaskDefinition, root)};
  }
  if (object.contains("serviceArn")) return Reading{described(Description::Of::kService, root)};
  if (!object.contains("taskArn")) return std::nullopt;
  auto event = event_of_described_task(std::move(object));
  if (!event) return std::move(event).error();
  return Reading{*std::move(event)};
}

}  // namespace

Result<Reading> read_item(const Item& item) {
  // Most items are events, and those are read without building a tree.
  auto event = read_event(item.text);
  if (event) return Reading{*std::move(event)};
  if (auto described = read_described(item.text)) return *std::move(described);
  return std::move(event).error();
}

}  // namespace epitaph::intake
