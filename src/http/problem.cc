#include "http/problem.h"

#include <utility>

#include <boost/json.hpp>
#include <spdlog/spdlog.h>

namespace epitaph::http {
namespace {

namespace json = boost::json;

Problem problem_of(const Error& error, bool parameter) {
  switch (error.kind) {
    case ErrorKind::kInvalid:
      if (parameter) return {"invalid-parameter", "A parameter is not valid", 400, error.message};
      return {"invalid-request", "The request is not valid", 400, error.message};
    case ErrorKind::kNotFound:
      return {"not-found", "There is no such thing", 404, error.message};
    case ErrorKind::kConflict:
      return {"conflict", "The request cannot be decided as it is", 409, error.message};
    case ErrorKind::kUnavailable:
      return {"overloaded", "The server has too much to do", 503, error.message};
    case ErrorKind::kLimit:
    case ErrorKind::kCorrupt:
    case ErrorKind::kIo:
      break;
  }
  spdlog::error("api failed cause={:?}", error.message);
  return {"internal", "Internal failure", 500, "the server's log says more"};
}

}  // namespace

Response problem_response(const Problem& problem) {
  json::object body{{"type", std::string{"urn:epitaph:problem:"}.append(problem.type)},
                    {"title", problem.title},
                    {"status", problem.status},
                    {"detail", problem.detail}};
  if (!problem.parameter.empty()) body["parameter"] = problem.parameter;
  auto response = Response::json(problem.status, json::serialize(body));
  response.headers.set("Content-Type", "application/problem+json");
  if (problem.status == 503) response.headers.set("Retry-After", "1");
  return response;
}

Response problem_response(const Error& error, std::string parameter) {
  auto problem = problem_of(error, !parameter.empty());
  problem.parameter = std::move(parameter);
  return problem_response(problem);
}

}  // namespace epitaph::http
