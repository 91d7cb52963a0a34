#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "logs/filter/json_selector.h"

namespace epitaph::logs {

/// What a selector has met.
struct JsonLeaf {
  enum class Kind : std::uint8_t { kText, kNumber, kTrue, kFalse, kNull, kContainer } kind;
  /// A text, decoded; a number, `true` or `false` as it is written. Empty for the others.
  std::string_view text{};
};

/// Whoever wants to know what the selectors meet.
class JsonVisitor {
 public:
  virtual ~JsonVisitor() = default;
  /// `selector` counts from 0. The leaf holds for the length of the call.
  virtual void found(std::size_t selector, const JsonLeaf& leaf) = 0;
  /// All that was found does not count: the message is walked anew.
  virtual void restart() = 0;
};

/// The selectors of a pattern, as one tree by which a message is walked once.
///
/// The walk is simdjson's On-Demand: what no selector leads to is skipped over by its structure, no
/// document is built, and only what is found is decoded. Of equal members of one object the last
/// counts, as for every JSON library that AWS might use; under `*` each does.
/// Immutable. Any number of threads: the memory of a walk is each thread's own, grows to what the
/// longest message needs (about six times its length), and stays.
class JsonPaths {
 public:
  explicit JsonPaths(std::span<const JsonSelector> selectors);

  /// Walks a message. Gives whether it is a JSON object as far as the walk has seen: what was
  /// skipped is not known to be well-formed (json_check.h is sure).
  bool walk(std::string_view message, JsonVisitor& visitor) const;

  struct Member {
    std::string name;
    std::uint32_t node;
    std::uint32_t edge;  ///< counts the members of the whole tree
    bool is_plain;       ///< its JSON text, unless it is escaped, is the name itself
  };
  struct Element {
    std::size_t index;
    std::uint32_t node;
  };
  static constexpr std::uint32_t kNoNode = 0;  ///< the root is nobody's child
  struct Node {
    std::vector<Member> members;
    std::vector<Element> elements;
    std::uint32_t any_member = kNoNode;
    std::uint32_t any_element = kNoNode;
    std::vector<std::size_t> selectors;  ///< those that end here
  };
  const Node& node(std::uint32_t index) const { return nodes_[index]; }
  std::size_t edges() const { return edges_; }

 private:
  std::uint32_t add_node();
  std::uint32_t member_of(std::uint32_t parent, const std::string& name);
  std::uint32_t element_of(std::uint32_t parent, std::size_t index);
  std::uint32_t any_of(std::uint32_t parent, std::uint32_t Node::*child);
  std::uint32_t child_of(std::uint32_t parent, const JsonSelector::Step& step);
  void spread_wildcards(std::uint32_t index);
  void copy_into(std::uint32_t from, std::uint32_t into);

  std::vector<Node> nodes_;
  std::uint32_t edges_ = 0;
};

}  // namespace epitaph::logs
