#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "aws/error.h"
#include "aws/shape.h"
#include "logs/log_groups.h"
#include "logs/log_names.h"

namespace epitaph::logs {

// What the operations on tags share: the old three go by a group's name, the new by its ARN, and
// both see the same set. Source: reference cloudwatch-logs.md, 2 and 3.1.

const aws::Shape& tag_key_shape();
/// 1 to 50 tags by their keys.
const aws::Shape& tags_shape();
/// An ARN without `:*`.
const aws::Shape& tagged_arn_shape();

/// The tags of a map that tags_shape() let through. Refuses keys that begin with `aws:`.
aws::Outcome<std::map<std::string, std::string>> read_tags(const boost::json::object& tags);

/// The keys of a list of tag_key_shape().
std::vector<std::string> untagged_keys(const boost::json::object& input, std::string_view member);

/// The log group whose ARN this is. Refuses what is no ARN, and those of what has no tags here.
aws::Outcome<LogGroupAddress> tagged_log_group(std::string_view arn);

/// What LogGroups::add_tags() refused, in AWS's words.
aws::ApiError refused_tags(const Error& error, const LogGroupAddress& group);

}  // namespace epitaph::logs
