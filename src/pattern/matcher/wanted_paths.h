// src/pattern/matcher/wanted_paths.h
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pattern/matcher/text_hash.h"

namespace epitaph::pattern {

/// A path that some rule asks for, numbered as they come.
using PathId = std::uint32_t;
/// A place in an event that a wanted path leads to or through.
using NodeId = std::uint32_t;

/// The fields that a set of rules asks for, as a tree: what is not on it need not be read.
///
/// A path is cut at every dot, so a dotted key is the same as nesting here too: an event's key
/// "a.b" goes down two steps. Paths and nodes keep their numbers for good; there is no taking away.
class WantedPaths {
 public:
  static constexpr PathId kNoPath = static_cast<PathId>(-1);
  static constexpr NodeId kNoNode = static_cast<NodeId>(-1);
  static constexpr NodeId kRoot = 0;

  struct Node {
    NodeId parent = kNoNode;
    PathId path = kNoPath;  ///< that ends here
    std::uint32_t child_count = 0;

   private:
    friend class WantedPaths;
    std::uint32_t table = 0;  // where its part of table_ begins
    std::uint32_t table_mask = 0;
    // A bit for the size of each child's key, and for those of children that have children; the
    // last is for all sizes from 63 on.
    std::uint64_t sizes = 0, inner_sizes = 0;
  };

  /// A key of an event, and its first eight bytes as a number.
  struct Key {
    std::string_view text;
    std::uint64_t word;

    /// `readable` says how many bytes from its first on may be read, which may be more than it has.
    Key(std::string_view key, std::size_t readable)
        : text(key), word(leading_word(key.data(), key.size(), readable)) {}
    explicit Key(std::string_view key) : Key(key, key.size()) {}
  };

  /// The number of the path, which is wanted from now on.
  PathId add(std::string_view path);
  std::optional<PathId> find(std::string_view path) const;

  /// The node below `parent` that a whole key of an event leads to, or kNoNode. A key without a dot
  /// leads to a child; `direct` says whether it was one.
  [[gnu::always_inline]] NodeId below(NodeId parent, const Key& key, bool& direct) const {
    const NodeId child = child_of(parent, key);
    direct = child != kNoNode;
    return direct || !may_be_dotted(parent, key.text) ? child : below_dotted(parent, key.text);
  }

  const Node& node(NodeId id) const { return nodes_[id]; }
  NodeId node_of(PathId path) const { return path_nodes_[path]; }
  std::size_t node_count() const { return nodes_.size(); }
  std::size_t path_count() const { return path_nodes_.size(); }
  std::size_t memory_bytes() const;

 private:
  // Its first bytes and its last tell a key of up to 16 apart from all others of its size.
  struct Entry {
    std::uint64_t word = 0;
    std::uint64_t last_word = 0;
    std::uint32_t text_at = 0;  // in texts_
    std::uint32_t text_bytes = 0;
    NodeId node = kNoNode;
  };

  static std::uint64_t last_word_of(std::string_view key) {
    return key.size() <= 8 ? 0 : short_word(key.data() + key.size() - 8, 8);
  }
  static unsigned bit_of(std::size_t size) { return size < 63 ? static_cast<unsigned>(size) : 63; }
  static std::size_t slot_of(std::uint64_t word, std::size_t size) {
    return static_cast<std::size_t>(((word ^ size) * 0x9E3779B97F4A7C15) >> 40U);
  }

  [[gnu::always_inline]] NodeId child_of(NodeId parent, const Key& key) const {
    const Node& node = nodes_[parent];
    // Most keys of an event are of a size that none of those wanted has.
    if ((node.sizes >> bit_of(key.text.size()) & 1U) == 0) return kNoNode;
    return look_up(node, key.text, key.word);
  }

  NodeId look_up(const Node& node, std::string_view key, std::uint64_t word) const {
    for (std::size_t slot = slot_of(word, key.size());; ++slot) {
      const Entry& entry = table_[node.table + (slot & node.table_mask)];
      if (entry.node == kNoNode) return kNoNode;
      if (entry.word == word && entry.text_bytes == key.size() &&
          entry.last_word == last_word_of(key) && (key.size() <= 16 || text(entry) == key)) {
        return entry.node;
      }
    }
  }

  // Whether a key that is no child's begins as one that leads on does, up to a dot, as far as the
  // sizes tell.
  bool may_be_dotted(NodeId parent, std::string_view key) const {
    for (std::uint64_t left = nodes_[parent].inner_sizes; left != 0; left &= left - 1) {
      const auto size = static_cast<unsigned>(__builtin_ctzll(left));
      if (size < key.size() && (size == 63 || key[size] == '.')) return true;
    }
    return false;
  }

  std::string_view text(const Entry& entry) const {
    return std::string_view(texts_).substr(entry.text_at, entry.text_bytes);
  }
  NodeId below_dotted(NodeId parent, std::string_view key) const;
  NodeId add_child(NodeId parent, std::string_view key);
  void put(const Node& node, const Entry& entry);
  void make_room(Node& node);

  std::vector<Node> nodes_{1};
  std::vector<Entry> table_;  // an open-addressed table for each node with children
  std::vector<NodeId> path_nodes_;
  std::string texts_;
};

}  // namespace epitaph::pattern
