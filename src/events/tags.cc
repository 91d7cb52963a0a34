#include "events/tags.h"

#include "aws/input.h"
#include "events/errors.h"

namespace epitaph::events {

aws::Verdict add_tags(const boost::json::array& given, Tags& tags) {
  for (const auto& item : given) {
    const auto& tag = item.as_object();
    tags[std::string{aws::text(tag, "Key")}] = aws::text(tag, "Value");
  }
  if (tags.size() > kTagsMax) return quota_exceeded();
  return Done{};
}

boost::json::array tags_json(const Tags& tags) {
  boost::json::array list;
  for (const auto& [key, value] : tags) {
    list.push_back(boost::json::object{{"Key", key}, {"Value", value}});
  }
  return list;
}

}  // namespace epitaph::events
