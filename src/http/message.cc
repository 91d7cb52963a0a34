#include "http/message.h"

#include <algorithm>

#include <boost/json.hpp>

#include "base/ascii.h"

namespace epitaph::http {

namespace {
auto named(std::string_view name) {
  return [name](const Header& field) { return equal_ignoring_case(field.name, name); };
}
}  // namespace

void Headers::add(std::string name, std::string value) {
  fields_.push_back({std::move(name), std::move(value)});
}

void Headers::set(std::string_view name, std::string value) {
  const auto first = std::ranges::find_if(fields_, named(name));
  if (first == fields_.end()) return add(std::string(name), std::move(value));
  first->value = std::move(value);
  fields_.erase(std::remove_if(first + 1, fields_.end(), named(name)), fields_.end());
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
  const auto first = std::ranges::find_if(fields_, named(name));
  if (first == fields_.end()) return std::nullopt;
  return first->value;
}

std::size_t Headers::count(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::count_if(fields_, named(name)));
}

std::string_view Request::raw_path() const {
  return std::string_view(target).substr(0, target.find('?'));
}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
  const auto first = std::ranges::find(query, name, &Parameter::name);
  if (first == query.end()) return std::nullopt;
  return first->value;
}

Response Response::json(int status, std::string body) {
  return {
      .status = status, .headers = {{"Content-Type", "application/json"}}, .body = std::move(body)};
}

Response Response::text(int status, std::string body) {
  return {.status = status,
          .headers = {{"Content-Type", "text/plain; charset=utf-8"}},
          .body = std::move(body)};
}

Response error_response(int status, std::string_view message) {
  return Response::json(status, boost::json::serialize(boost::json::object{{"message", message}}));
}

Response not_found() { return error_response(404, "there is nothing at this path"); }

}  // namespace epitaph::http
