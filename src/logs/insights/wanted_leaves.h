#pragma once
#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logs/insights/row.h"

namespace epitaph::logs::insights {

/// The leaves that a query names, as the tree that leads one walk through a message.
class WantedLeaves {
 public:
  /// Elements of an array are numbered by keys of digits.
  static constexpr std::size_t kNoIndex = std::numeric_limits<std::size_t>::max();

  struct Node {
    std::string key;
    std::size_t index = kNoIndex;  ///< what the key counts, where it is an element's
    std::optional<Slot> slot;
    std::size_t number = 0;  ///< of the slot, among all; from 0
    std::vector<std::unique_ptr<Node>> children;

    const Node* child(std::string_view wanted) const;
    const Node* element(std::size_t wanted) const;
  };

  /// Names of more than kLeafDepthMax parts name nothing.
  void add(std::string_view name, Slot slot);
  const Node& root() const { return root_; }
  std::size_t count() const { return count_; }

  /// Where the key of an object leads from `node`: a key with dots goes several steps at once, and
  /// one of the root that begins with @ has a second @ in its name. Null: nowhere.
  const Node* follow(const Node& node, std::string_view key, bool dotted) const;

 private:
  Node root_;
  std::size_t count_ = 0;
};

}  // namespace epitaph::logs::insights
