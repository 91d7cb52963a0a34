#include "logs/operations/tagging.h"

#include "aws/input.h"
#include "logs/operations/refusals.h"
#include "model/arn.h"

namespace epitaph::logs {

const aws::Shape& tag_key_shape() {
  static const aws::Shape kShape =
      aws::string().length(1, 128).pattern(R"(^([\p{L}\p{Z}\p{N}_.:/=+\-@]+)$)");
  return kShape;
}

const aws::Shape& tags_shape() {
  static const aws::Shape kShape =
      aws::map(tag_key_shape(),
               aws::string().length(0, 256).pattern(R"(^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$)"))
          .length(1, LogGroups::kTagsMax);
  return kShape;
}

const aws::Shape& tagged_arn_shape() {
  static const aws::Shape kShape = aws::string().length(1, 1011).pattern(R"([\w+=/:,.@-]*)");
  return kShape;
}

aws::Outcome<std::map<std::string, std::string>> read_tags(const boost::json::object& tags) {
  std::map<std::string, std::string> read;
  for (const auto& tag : tags) {
    if (tag.key().starts_with("aws:")) {
      return aws::invalid_parameter(
          "aws: prefixed tag key names are not allowed for external use.");
    }
    read[tag.key()] = tag.value().as_string();
  }
  return read;
}

std::vector<std::string> untagged_keys(const boost::json::object& input, std::string_view member) {
  std::vector<std::string> keys;
  for (const auto& key : aws::items(input, member)) keys.emplace_back(key.as_string());
  return keys;
}

aws::Outcome<LogGroupAddress> tagged_log_group(std::string_view arn) {
  if (!parse_arn(arn)) return aws::invalid_parameter("The specified resource ARN is invalid.");
  auto address = parse_log_group_arn(arn);
  if (!address) return aws::resource_not_found("The specified resource does not exist.");
  return *std::move(address);
}

aws::ApiError refused_tags(const Error& error, const LogGroupAddress& group) {
  if (error.kind != ErrorKind::kLimit) return refused_change(error);
  return {.type = "TooManyTagsException",
          .message = "A resource can have no more than 50 tags.",
          .members = {{"resourceName", log_group_arn(group.scope, group.name)}}};
}

}  // namespace epitaph::logs
