#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "logs/insights/value.h"

namespace epitaph::logs::insights {

/// Values to ask `in` of: `x in ["a", 2]`, and the one column of a subquery. As `=` does, a number
/// finds the text that spells it.
class ValueSet {
 public:
  /// Absent values and documents equal nothing, so they are left out.
  void add(const Value& value);
  bool contains(const Value& value) const;
  std::size_t size() const { return texts_.size() + numbers_.size(); }
  std::size_t bytes() const { return bytes_; }
  /// The texts that spell no number; all that there is where size() says so too.
  std::vector<std::string> texts() const { return {texts_.begin(), texts_.end()}; }

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_set<std::string, TextHash, std::equal_to<>> texts_;
  std::unordered_set<double> numbers_;
  std::size_t bytes_ = 0;
};

}  // namespace epitaph::logs::insights
