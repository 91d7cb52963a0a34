#pragma once
#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "events/compiled_rule.h"
#include "pattern/matcher.h"

namespace epitaph::events {

/// The rules of one bus, by name, and the matcher of those that are enabled.
///
/// A value that does not change: with() makes another, which shares with this one all but a few
/// hundred pointers, so that putting one rule among a hundred thousand takes microseconds. Any
/// number of threads may read and match.
class BusRules {
 public:
  class Iterator;

  /// These rules, all of one bus, in whatever order, no two of one name.
  static BusRules of(RuleSet rules);

  /// The rules in which `rule` is what `name` means; absent: in which nothing is.
  BusRules with(std::string_view name, std::shared_ptr<const CompiledRule> rule) const;

  /// The same rules, found by the large index of `merge`; nullopt as Matcher::with() says.
  std::optional<BusRules> with(const pattern::Matcher::Merge& merge) const;

  /// nullptr when there is no such rule.
  std::shared_ptr<const CompiledRule> find(std::string_view name) const;

  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  Iterator begin() const;
  Iterator end() const;

  /// What finds the enabled rules that match an event, by number.
  const pattern::Matcher& matcher() const { return matcher_; }
  /// The rule that the matcher calls so; lives as long as the rules here.
  const CompiledRule& rule(pattern::RuleId id) const;

 private:
  /// A rule and its number in the matcher. A number belongs to a name for as long as the name has a
  /// rule.
  struct Entry {
    std::shared_ptr<const CompiledRule> rule;
    pattern::RuleId id;
  };
  /// Neighbours in the order of names.
  using Chunk = std::vector<Entry>;
  /// Rules by number, so many to a page.
  using Page = std::vector<const CompiledRule*>;

  std::size_t chunk_of(std::string_view name) const;
  pattern::RuleId take_id();
  void set_page(pattern::RuleId id, const CompiledRule* rule);
  void match(pattern::RuleId id, const CompiledRule* before, const CompiledRule* after);

  // All shared between the values that one came of another, hence the shared_ptrs.
  std::vector<std::shared_ptr<const Chunk>> chunks_;
  std::vector<std::shared_ptr<const Page>> pages_;
  std::vector<pattern::RuleId> free_ids_;
  pattern::RuleId next_id_ = 0;
  std::size_t size_ = 0;
  pattern::Matcher matcher_;
};

class BusRules::Iterator {
 public:
  using iterator_category = std::forward_iterator_tag;
  using value_type = std::shared_ptr<const CompiledRule>;
  using difference_type = std::ptrdiff_t;
  using pointer = const value_type*;
  using reference = const value_type&;

  Iterator() = default;
  reference operator*() const { return (**chunk_)[at_].rule; }
  pointer operator->() const { return &**this; }
  Iterator& operator++() {
    if (++at_ == (*chunk_)->size()) {
      ++chunk_;
      at_ = 0;
    }
    return *this;
  }
  Iterator operator++(int) {
    Iterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const Iterator&) const = default;

 private:
  friend class BusRules;
  using ChunkIterator = std::vector<std::shared_ptr<const Chunk>>::const_iterator;
  explicit Iterator(ChunkIterator chunk) : chunk_(chunk) {}

  ChunkIterator chunk_;
  std::size_t at_ = 0;
};

inline BusRules::Iterator BusRules::begin() const { return Iterator(chunks_.begin()); }
inline BusRules::Iterator BusRules::end() const { return Iterator(chunks_.end()); }

}  // namespace epitaph::events
