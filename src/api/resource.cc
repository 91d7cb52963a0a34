#include "api/resource.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "http/problem.h"
#include "http/target.h"

namespace epitaph::api {
namespace {

/// What stands in the braces of `pattern` when `path` fits it; empty without braces.
std::optional<std::string_view> fit(std::string_view pattern, std::string_view path) {
  const auto open = pattern.find('{');
  if (open == std::string_view::npos) {
    return pattern == path ? std::optional{std::string_view{}} : std::nullopt;
  }
  const auto head = pattern.substr(0, open);
  const auto tail = pattern.substr(pattern.find('}') + 1);
  if (path.size() <= head.size() + tail.size()) return std::nullopt;
  if (!path.starts_with(head) || !path.ends_with(tail)) return std::nullopt;
  return path.substr(head.size(), path.size() - head.size() - tail.size());
}

/// `/tasks/{task}/timeline` says more than `/tasks/{task}`, which fits its paths as well.
std::size_t literal_bytes(std::string_view pattern) {
  const auto open = std::min(pattern.find('{'), pattern.size());
  const auto close = pattern.find('}');
  return open + (close == std::string_view::npos ? 0 : pattern.size() - close - 1);
}

bool takes(const Resource& resource, std::string_view parameter) {
  return std::ranges::find(resource.parameters, parameter) != resource.parameters.end();
}

std::optional<http::Response> refuse_parameters(const Resource& resource,
                                                const http::Request& request) {
  for (const auto& parameter : request.query) {
    const auto same = [&](const http::Parameter& p) { return p.name == parameter.name; };
    if (!takes(resource, parameter.name)) {
      return http::problem_response(
          {.type = "unknown-parameter",
           .title = "There is no such parameter",
           .status = 400,
           .detail = fmt::format("{}{} takes no parameter {}", Resources::kRoot, resource.path,
                                 parameter.name),
           .parameter = parameter.name});
    }
    if (std::ranges::count_if(request.query, same) > 1) {
      return http::problem_response(
          Error{ErrorKind::kInvalid, parameter.name + " may be given once"}, parameter.name);
    }
  }
  return std::nullopt;
}

/// Messages begin with the parameter at fault, if one is.
std::string parameter_at_fault(const Resource& resource, const Error& error) {
  const auto word = std::string_view{error.message}.substr(0, error.message.find(' '));
  const bool named = error.kind == ErrorKind::kInvalid && takes(resource, word);
  return named ? std::string{word} : std::string{};
}

http::Response answer_by(const Resource& resource, const http::Request& request,
                         std::string_view raw_name) {
  if (auto refusal = refuse_parameters(resource, request)) return *std::move(refusal);
  const auto name = http::percent_decode(raw_name);
  if (!name) return http::problem_response(name.error());
  auto response = resource.handle(request, *name);
  if (!response) {
    return http::problem_response(response.error(), parameter_at_fault(resource, response.error()));
  }
  return *std::move(response);
}

http::Response overloaded(const http::Request& /*request*/) {
  return http::problem_response(Error{ErrorKind::kUnavailable, "too many requests wait"});
}

http::Response failed(const http::Request& /*request*/) {
  return http::problem_response({.type = "internal",
                                 .title = "Internal failure",
                                 .status = 500,
                                 .detail = "the server's log says more"});
}

}  // namespace

http::Response Resources::answer(const http::Request& request) const {
  auto path = request.raw_path();
  path.remove_prefix(std::min(kRoot.size(), path.size()));
  const auto method = std::string_view{request.method == "HEAD" ? "GET" : request.method.c_str()};
  const Resource* best = nullptr;
  std::string_view name;
  std::string allow;
  for (const auto& resource : all_) {
    const auto in_braces = fit(resource.path, path);
    if (!in_braces) continue;
    if (method != resource.method) {
      allow.append(allow.empty() ? "" : ", ").append(resource.method);
    } else if (!best || literal_bytes(resource.path) > literal_bytes(best->path)) {
      best = &resource;
      name = *in_braces;
    }
  }
  if (best) return answer_by(*best, request, name);
  if (allow.empty()) {
    return http::problem_response(
        Error{ErrorKind::kNotFound, fmt::format("there is no {}{}", kRoot, path)});
  }
  auto response = http::problem_response({.type = "method-not-allowed",
                                          .title = "The resource does not take this method",
                                          .status = 405,
                                          .detail = "it takes " + allow});
  response.headers.set("Allow", allow);
  return response;
}

void Resources::serve(Resources resources, http::Router& router) {
  // Shared by every copy that the router makes of the route.
  const auto kept = std::make_shared<const Resources>(std::move(resources));
  router.prefix(http::Router::kAnyMethod, std::string{kRoot} + "/",
                {.handler = [kept](const http::Request& request) { return kept->answer(request); },
                 .on_overload = overloaded,
                 .on_failure = failed});
}

}  // namespace epitaph::api
