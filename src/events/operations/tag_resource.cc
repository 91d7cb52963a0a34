#include "aws/input.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"
#include "events/operations/tagged_resource.h"

namespace epitaph::events {
namespace {

aws::Answer handle_tag_resource(const EventServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(change_tags(
      parts, call, [&](Tags& tags) { return add_tags(aws::items(call.input, "Tags"), tags); }));
  return boost::json::object{};
}

}  // namespace

aws::Operation tag_resource(const EventServiceParts& parts) {
  return {.name = "TagResource",
          .input = aws::structure({{"ResourceARN", resource_arn_shape(), aws::kRequired},
                                   {"Tags", tags_shape(), aws::kRequired}}),
          .handle = [parts](const aws::Call& call) { return handle_tag_resource(parts, call); }};
}

}  // namespace epitaph::events
