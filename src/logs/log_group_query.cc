#include "logs/log_group_query.h"

#include <utility>

namespace epitaph::logs {
namespace {

bool matches(const LogGroup& group, const LogGroupQuery& query) {
  return (!query.after || group.name > *query.after) && group.name.starts_with(query.prefix) &&
         group.name.find(query.pattern) != std::string::npos &&
         (query.log_group_class.empty() || group.log_group_class == query.log_group_class) &&
         (!query.names || query.names->contains(group.name));
}

}  // namespace

LogGroupPage select(std::vector<LogGroup> groups, const LogGroupQuery& query) {
  LogGroupPage page;
  for (LogGroup& group : groups) {
    if (!matches(group, query)) continue;
    if (page.groups.size() == query.limit) {
      page.next = page.groups.back().name;
      break;
    }
    page.groups.push_back(std::move(group));
  }
  return page;
}

}  // namespace epitaph::logs
