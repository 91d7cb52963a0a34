#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "logs/insights/memory_budget.h"

namespace epitaph::logs::insights {

/// Finds the few shapes that many log lines have: what `pattern` shows. A line is cut into words
/// and what stands between them. Words that look like a value (times, addresses, UUIDs, numbers,
/// what holds digits) are dynamic from the start; lines that are alike in all else but a minority
/// of their words are one pattern, in which those words are dynamic too (the method is known as
/// Drain). The outcome depends on the order of the lines, and on nothing else.
class TextPatterns {
 public:
  explicit TextPatterns(MemoryBudget& memory) : memory_(memory) {}

  /// Errors: kLimit when there is no memory left for one more pattern.
  Status add(std::string_view line);

  struct Found {
    std::string pattern;  ///< dynamic words as `<Number-1>`, `<Token-2>`: their kind, their place
    std::uint64_t count = 0;
    std::string_view severity;  ///< ERROR, WARN, INFO, DEBUG, TRACE; empty when nothing says it
  };
  /// The most frequent first.
  std::vector<Found> patterns() const;
  std::uint64_t lines() const { return lines_; }

  enum class Kind : std::uint8_t {
    kBetween,
    kWord,
    kTime,
    kDate,
    kAddress,
    kUuid,
    kNumber,
    kToken
  };
  struct Piece {
    Kind kind;
    std::string text;  ///< of kBetween and kWord
    bool operator==(const Piece&) const = default;
  };

 private:
  struct Cluster {
    std::vector<Piece> pieces;
    std::uint64_t count = 0;
  };
  /// Lines that may be alike: as many pieces, and the same first word.
  using Family = std::pair<std::size_t, std::string>;

  MemoryBudget& memory_;
  std::vector<Cluster> clusters_;
  std::map<Family, std::vector<std::size_t>> families_;
  std::uint64_t lines_ = 0;
};

}  // namespace epitaph::logs::insights
