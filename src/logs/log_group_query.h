#pragma once
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "logs/log_group.h"

namespace epitaph::logs {

/// Which log groups of one account and region to list. What is empty or absent does not narrow.
struct LogGroupQuery {
  std::string prefix;
  std::string pattern;  ///< in the name, anywhere; case counts
  std::string log_group_class;
  std::optional<std::set<std::string>> names;  ///< these only
  std::optional<std::string> after;            ///< LogGroupPage::next of the page before
  std::size_t limit = 50;
};

struct LogGroupPage {
  std::vector<LogGroup> groups;
  std::optional<std::string> next;  ///< the last name of this page; absent on the last page
};

/// A page out of `groups`, which are in order of their names. A group made or deleted between two
/// pages shifts no other, for pages go on by name and not by position.
LogGroupPage select(std::vector<LogGroup> groups, const LogGroupQuery& query);

}  // namespace epitaph::logs
