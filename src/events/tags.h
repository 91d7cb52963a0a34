#pragma once
#include <map>
#include <string>

#include <boost/json.hpp>

#include "aws/error.h"

namespace epitaph::events {

/// Of a rule or a bus, by key.
using Tags = std::map<std::string, std::string>;

/// Source: reference eventbridge.md, 13.
constexpr std::size_t kTagsMax = 50;

/// Adds tags of a call (a list of {Key, Value}, by its shape) to `tags`; one of the same key is
/// replaced. Errors: LimitExceededException when they become more than kTagsMax.
aws::Verdict add_tags(const boost::json::array& given, Tags& tags);

/// As ListTagsForResource gives them, by key.
boost::json::array tags_json(const Tags& tags);

}  // namespace epitaph::events
