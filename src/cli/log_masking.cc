#include "cli/log_masking.h"

#include <boost/json.hpp>

#include "model/masking.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

/// As deep as anything is parsed that comes in.
constexpr json::parse_options kAsDeep{.max_depth = 1100};

/// `….environment.N.value`, or `….environment.NAME` of a map.
bool is_environment_value(std::string_view field) {
  for (const std::string_view member : {"environment.", "Environment."}) {
    const auto at = field.find(member);
    if (at == std::string_view::npos || (at > 0 && field[at - 1] != '.')) continue;
    return !field.ends_with(".name") && !field.ends_with(".Name");
  }
  return false;
}

}  // namespace

std::string masked_message(std::string_view message) {
  if (!message.starts_with('{') && !message.starts_with('[')) return mask_url_queries(message);
  boost::system::error_code error;
  auto value = json::parse(message, error, {}, kAsDeep);
  if (error) return mask_url_queries(message);
  return mask_secrets(value) ? json::serialize(value) : std::string{message};
}

std::string masked_value(std::string_view field, std::string_view value) {
  return is_environment_value(field) ? "***" : masked_message(value);
}

}  // namespace epitaph::cli
