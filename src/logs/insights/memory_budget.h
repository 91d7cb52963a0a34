#pragma once
#include <cstddef>
#include <string_view>

#include "base/result.h"

namespace epitaph::logs::insights {

/// What a query may still hold. Every stage that gathers takes from it before it keeps something,
/// and gives back what it drops; so the query as a whole stays below its cap, whatever the range.
/// For one thread.
class MemoryBudget {
 public:
  explicit MemoryBudget(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// Errors: kLimit when so much is not left; the text names `command` and says what helps.
  Status take(std::size_t bytes, std::string_view command);
  void give(std::size_t bytes) { used_ -= bytes < used_ ? bytes : used_; }

  std::size_t used() const { return used_; }
  std::size_t left() const { return bytes_max_ - used_; }

 private:
  const std::size_t bytes_max_;
  std::size_t used_ = 0;
};

}  // namespace epitaph::logs::insights
