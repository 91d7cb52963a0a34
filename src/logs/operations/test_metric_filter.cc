#include <boost/json.hpp>

#include "aws/input.h"
#include "logs/filter/filter_pattern.h"
#include "logs/operations/operations.h"
#include "logs/operations/shapes.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

const aws::Shape& test_metric_filter_input() {
  static const aws::Shape kShape = aws::structure(
      {{"filterPattern", filter_pattern_shape(), aws::kRequired},
       {"logEventMessages",
        aws::list(aws::string().length(1, std::numeric_limits<std::size_t>::max())).length(1, 50),
        aws::kRequired}});
  return kShape;
}

aws::Answer handle_test_metric_filter(const aws::Call& call) {
  const auto pattern = FilterPattern::compile(aws::text(call.input, "filterPattern"));
  if (!pattern) return aws::invalid_parameter(pattern.error().message);
  json::array matches;
  std::size_t number = 0;  // as AWS's own examples count
  for (const json::value& message : aws::items(call.input, "logEventMessages")) {
    const auto& text = message.as_string();
    if (pattern->matches(text)) {
      matches.push_back(
          json::object{{"eventNumber", number},
                       {"eventMessage", text},
                       {"extractedValues", json::value_from(pattern->extract(text))}});
    }
    ++number;
  }
  return json::object{{"matches", std::move(matches)}};
}

}  // namespace

aws::Operation test_metric_filter(const LogServiceParts&) {
  return {.name = "TestMetricFilter",
          .input = test_metric_filter_input(),
          .handle = handle_test_metric_filter,
          .body_bytes_max = aws::kBatchBodyBytesMax};
}

}  // namespace epitaph::logs
