#include "http/router.h"

#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace epitaph::http {

namespace {
/// The methods of a path, with the HEAD that GET brings along.
template <class Methods>
std::string allow_of(const Methods& methods) {
  std::string allow;
  for (const auto& [method, route] : methods) {
    if (!allow.empty()) allow += ", ";
    allow += method;
    if (method == "GET" && !methods.contains("HEAD")) allow += ", HEAD";
  }
  return allow;
}
}  // namespace

void Router::exact(std::string_view method, std::string_view path, Route route) {
  add(exact_, method, path, std::move(route));
}

void Router::prefix(std::string_view method, std::string_view prefix, Route route) {
  add(prefixes_, method, prefix, std::move(route));
}

void Router::add(Paths& paths, std::string_view method, std::string_view path, Route route) {
  auto& methods = paths[std::string(path)];
  if (!methods.try_emplace(std::string(method), std::move(route)).second) {
    throw std::logic_error(fmt::format("two routes for {} {}", method, path));
  }
}

Router::Found Router::find(std::string_view method, std::string_view path) const {
  const Methods* methods = methods_of(path);
  if (!methods) return {};
  auto at = methods->find(method);
  if (at == methods->end() && method == "HEAD") at = methods->find("GET");
  if (at == methods->end()) at = methods->find(kAnyMethod);
  if (at == methods->end()) return {.route = nullptr, .allow = allow_of(*methods)};
  return {.route = &at->second};
}

const Router::Methods* Router::methods_of(std::string_view path) const {
  if (const auto at = exact_.find(path); at != exact_.end()) return &at->second;
  // From the back, for of two prefixes of one path the longer sorts behind the shorter. Walking is
  // fine: there is a prefix for each face of the server, a handful in all.
  for (auto at = prefixes_.rbegin(); at != prefixes_.rend(); ++at) {
    if (path.starts_with(at->first)) return &at->second;
  }
  return nullptr;
}

}  // namespace epitaph::http
