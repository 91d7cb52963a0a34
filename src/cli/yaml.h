#pragma once
#include <string>

#include <boost/json.hpp>

namespace epitaph::cli {

/// `value` as a YAML document. Texts stand in JSON's own quotes, which YAML shares, so that no text
/// can be mistaken for anything else.
std::string to_yaml(const boost::json::value& value);

}  // namespace epitaph::cli
