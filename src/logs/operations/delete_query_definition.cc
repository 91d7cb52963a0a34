#include <boost/json.hpp>

#include "aws/input.h"
#include "logs/operations/operations.h"
#include "logs/operations/query_shapes.h"
#include "logs/operations/refusals.h"
#include "logs/queries/query_definitions.h"

namespace epitaph::logs {
namespace {

const aws::Shape& delete_query_definition_input() {
  static const aws::Shape kShape =
      aws::structure({{"queryDefinitionId", query_id_shape(), aws::kRequired}});
  return kShape;
}

aws::Answer handle_delete_query_definition(const LogServiceParts& parts, const aws::Call& call) {
  const Status removed =
      QueryDefinitions{parts.store}.remove(call.scope, aws::text(call.input, "queryDefinitionId"));
  if (removed) return boost::json::object{{"success", true}};
  if (removed.error().kind == ErrorKind::kNotFound) return no_such_query_definition();
  return refused_change(removed.error());
}

}  // namespace

aws::Operation delete_query_definition(const LogServiceParts& parts) {
  return {.name = "DeleteQueryDefinition",
          .input = delete_query_definition_input(),
          .handle = [parts](const aws::Call& call) {
            return handle_delete_query_definition(parts, call);
          }};
}

}  // namespace epitaph::logs
