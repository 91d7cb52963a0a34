#include "aws/operation.h"

#include <stdexcept>

#include "base/overloaded.h"

namespace epitaph::aws {

std::string Answer::body() && {
  return std::visit(
      Overloaded{[](const boost::json::object& o) { return boost::json::serialize(o); },
                 [](JsonText& json) { return std::move(json.text); },
                 [](const auto&) { return std::string{}; }},
      state_);
}

boost::json::object Answer::output() const {
  if (error() != nullptr) throw std::logic_error(error()->type + ": " + error()->message);
  const std::string text = body();
  return text.empty() ? boost::json::object{} : boost::json::parse(text).as_object();
}

}  // namespace epitaph::aws
