#pragma once
#include <string>

#include <boost/json.hpp>

namespace epitaph::logs::insights {

/// A JSON value as its shortest text: no blanks, numbers as people write them (Boost.JSON itself
/// would write 1.5E0).
std::string to_json_text(const boost::json::value& json);

}  // namespace epitaph::logs::insights
