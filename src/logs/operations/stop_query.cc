#include <boost/json.hpp>

#include "aws/input.h"
#include "logs/operations/operations.h"
#include "logs/operations/query_shapes.h"
#include "logs/operations/refusals.h"
#include "logs/queries/queries.h"

namespace epitaph::logs {
namespace {

const aws::Shape& stop_query_input() {
  static const aws::Shape kShape = aws::structure({{"queryId", query_id_shape(), aws::kRequired}});
  return kShape;
}

aws::Answer handle_stop_query(const LogServiceParts& parts, const aws::Call& call) {
  const Status stopped = parts.queries.stop(call.scope, aws::text(call.input, "queryId"));
  if (stopped) return boost::json::object{{"success", true}};
  if (stopped.error().kind == ErrorKind::kNotFound) return no_such_log_query();
  if (stopped.error().kind != ErrorKind::kInvalid) return stopped.error();
  return aws::invalid_parameter("The specified query is not running.");
}

}  // namespace

aws::Operation stop_query(const LogServiceParts& parts) {
  return {.name = "StopQuery", .input = stop_query_input(), .handle = [parts](const auto& call) {
            return handle_stop_query(parts, call);
          }};
}

}  // namespace epitaph::logs
