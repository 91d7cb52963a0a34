#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnosis/entry.h"

namespace epitaph::diagnosis {

/// Every known cause, ready to be asked. Immutable; any thread may read.
class Catalogue {
 public:
  /// A file's name and its text.
  using Source = std::pair<std::string_view, std::string_view>;
  /// A rule and the entry that it is of. Both live as long as the catalogue.
  struct OrderedRule {
    const Rule* rule;
    const Entry* entry;
  };

  /// Throws std::invalid_argument when an entry does not load, two rules of a step have the same
  /// precedence, or no rule is left to hold when no other does.
  explicit Catalogue(std::span<const Source> sources);
  Catalogue(const Catalogue&) = delete;
  Catalogue& operator=(const Catalogue&) = delete;

  /// The files of src/diagnosis/catalogue/, which are in the binary. Loaded on the first call;
  /// throws there, at start, when the build put a broken one in.
  static const Catalogue& built_in();

  std::span<const Entry> entries() const { return entries_; }
  /// In the order of decision: by step, then by precedence.
  std::span<const OrderedRule> rules() const { return rules_; }
  /// Ten hexadecimal digits that follow from the sources alone: the same catalogue, the same text.
  const std::string& version() const { return version_; }

 private:
  std::vector<Entry> entries_;
  std::vector<OrderedRule> rules_;
  std::string version_;
};

}  // namespace epitaph::diagnosis
