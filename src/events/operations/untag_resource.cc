#include "aws/input.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"
#include "events/operations/tagged_resource.h"

namespace epitaph::events {
namespace {

aws::Answer handle_untag_resource(const EventServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(change_tags(parts, call, [&](Tags& tags) -> aws::Verdict {
    for (const auto& key : aws::items(call.input, "TagKeys")) {
      tags.erase(std::string{key.as_string()});
    }
    return Done{};
  }));
  return boost::json::object{};
}

}  // namespace

aws::Operation untag_resource(const EventServiceParts& parts) {
  return {.name = "UntagResource",
          .input = aws::structure(
              {{"ResourceARN", resource_arn_shape(), aws::kRequired},
               {"TagKeys", aws::list(aws::string().length(1, 128)), aws::kRequired}}),
          .handle = [parts](const aws::Call& call) { return handle_untag_resource(parts, call); }};
}

}  // namespace epitaph::events
