#include "aws/query_service.h"

#include "aws/query_input.h"
#include "aws/query_output.h"
#include "aws/validation.h"

namespace epitaph::aws {
namespace {

QueryAnswer run(const Operation& operation, const Dialect& dialect, const QueryCall& call) {
  boost::json::value input = query_input(operation.input, call.parameters);
  if (auto refused = validate(operation.input, input, dialect)) return *std::move(refused);
  const Answer answer = operation.handle({.input = std::move(input.get_object()),
                                          .scope = call.caller.scope,
                                          .access_key = call.caller.access_key,
                                          .request_id = call.request_id,
                                          .host = call.host,
                                          .path = call.path,
                                          .trace_id = call.trace_id});
  if (answer.error() != nullptr) return *answer.error();
  return operation.output ? query_output(*operation.output, answer.output()) : std::string{};
}

}  // namespace

QueryService query_service(const Service& service) {
  QueryService query{.name = service.name,
                     .version = service.query.value().version,
                     .xml_namespace = service.query->xml_namespace,
                     .actions = {}};
  for (const Operation& operation : service.operations) {
    query.actions.push_back(
        {.name = operation.name,
         .handle = [operation, dialect = service.dialect](
                       const QueryCall& call) { return run(operation, dialect, call); },
         .has_result = operation.output.has_value()});
  }
  return query;
}

}  // namespace epitaph::aws
