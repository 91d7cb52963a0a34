#include "events/operations/operations.h"
#include "events/operations/shapes.h"
#include "events/operations/tagged_resource.h"

namespace epitaph::events {
namespace {

aws::Answer handle_list_tags_for_resource(const EventServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(tags, tags_of_resource(parts, call));
  return boost::json::object{{"Tags", tags_json(tags)}};
}

}  // namespace

aws::Operation list_tags_for_resource(const EventServiceParts& parts) {
  return {.name = "ListTagsForResource",
          .input = aws::structure({{"ResourceARN", resource_arn_shape(), aws::kRequired}}),
          .handle = [parts](const aws::Call& call) {
            return handle_list_tags_for_resource(parts, call);
          }};
}

}  // namespace epitaph::events
