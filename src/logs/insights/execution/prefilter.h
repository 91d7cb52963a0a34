#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_needle.h"
#include "logs/insights/expression.h"
#include "logs/insights/row.h"

namespace epitaph::logs::insights {

/// Tells of most messages that a filter lets through nothing of them, by looking for literal texts
/// in the raw bytes, before any JSON is read.
///
/// A leaf that equals or holds a text which no number spells is a JSON string; and where the
/// message has no backslash, a JSON string stands in it byte for byte. So a message with neither
/// the text nor a backslash cannot match. Conditions that a missing field meets (!=, not like) say
/// nothing and are not used.
class Prefilter {
 public:
  /// Takes in a condition that every row must meet.
  void require(const Expression& condition, const FieldTable& fields);

  /// False only if no condition-meeting row can come of the message.
  bool may_match(std::string_view message) const;
  bool empty() const { return groups_.empty(); }

 private:
  /// One of the texts must be there.
  struct Group {
    std::vector<TextNeedle> needles;
    bool verbatim = false;  ///< of @message itself: escapes do not matter
  };
  static std::optional<Group> group_of(const Expression& condition, const FieldTable& fields);
  static std::optional<Group> group_of_any(const AnyOf& any, const FieldTable& fields);

  std::vector<Group> groups_;
};

}  // namespace epitaph::logs::insights
