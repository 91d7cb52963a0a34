#include "pattern/matcher/wanted_paths.h"

#include <algorithm>

namespace epitaph::pattern {
namespace {

constexpr std::uint32_t kTableMin = 4;

// Takes the first step off a path. False when it was the last.
bool next_step(std::string_view& path, std::string_view& step) {
  const std::size_t dot = path.find('.');
  step = path.substr(0, dot);
  if (dot == std::string_view::npos) return false;
  path.remove_prefix(dot + 1);
  return true;
}

}  // namespace

PathId WantedPaths::add(std::string_view path) {
  NodeId at = kRoot;
  for (bool more = true; more;) {
    std::string_view step;
    more = next_step(path, step);
    const NodeId child = nodes_[at].child_count == 0 ? kNoNode : child_of(at, Key(step));
    at = child == kNoNode ? add_child(at, step) : child;
  }
  if (nodes_[at].path == kNoPath) {
    nodes_[at].path = static_cast<PathId>(path_nodes_.size());
    path_nodes_.push_back(at);
  }
  return nodes_[at].path;
}

std::optional<PathId> WantedPaths::find(std::string_view path) const {
  NodeId at = kRoot;
  for (bool more = true; more && at != kNoNode;) {
    std::string_view step;
    more = next_step(path, step);
    at = child_of(at, Key(step));
  }
  if (at == kNoNode || nodes_[at].path == kNoPath) return std::nullopt;
  return nodes_[at].path;
}

NodeId WantedPaths::below_dotted(NodeId parent, std::string_view key) const {
  NodeId at = parent;
  for (bool more = true; more && at != kNoNode;) {
    std::string_view step;
    more = next_step(key, step);
    at = child_of(at, Key(step));
  }
  return at;
}

NodeId WantedPaths::add_child(NodeId parent, std::string_view key) {
  const auto id = static_cast<NodeId>(nodes_.size());
  nodes_.push_back({});
  nodes_[id].parent = parent;
  Node& node = nodes_[parent];
  const bool first = node.child_count == 0;
  make_room(node);
  ++node.child_count;
  node.sizes |= std::uint64_t{1} << bit_of(key.size());
  put(node, {.word = Key(key).word,
             .last_word = last_word_of(key),
             .text_at = static_cast<std::uint32_t>(texts_.size()),
             .text_bytes = static_cast<std::uint32_t>(key.size()),
             .node = id});
  texts_ += key;
  if (first && parent != kRoot) {
    // Its own parent now has a child with children: dotted keys may lead through it.
    const Node& above = nodes_[node.parent];
    for (std::uint32_t slot = 0; slot <= above.table_mask; ++slot) {
      const Entry& entry = table_[above.table + slot];
      if (entry.node != parent) continue;
      nodes_[node.parent].inner_sizes |= std::uint64_t{1} << bit_of(entry.text_bytes);
    }
  }
  return id;
}

// The node's table has a free slot at all times, which ends every search.
void WantedPaths::make_room(Node& node) {
  const std::uint32_t slots = node.child_count == 0 ? 0 : node.table_mask + 1;
  if (slots > 2 * node.child_count + 1) return;
  const std::uint32_t wider = slots == 0 ? kTableMin : 2 * slots;
  std::vector<Entry> old(table_.begin() + node.table, table_.begin() + node.table + slots);
  node.table = static_cast<std::uint32_t>(table_.size());
  node.table_mask = wider - 1;
  table_.resize(table_.size() + wider);
  for (const Entry& entry : old) {
    if (entry.node != kNoNode) put(node, entry);
  }
}

void WantedPaths::put(const Node& node, const Entry& entry) {
  std::size_t slot = slot_of(entry.word, entry.text_bytes);
  while (table_[node.table + (slot & node.table_mask)].node != kNoNode) ++slot;
  table_[node.table + (slot & node.table_mask)] = entry;
}

std::size_t WantedPaths::memory_bytes() const {
  return nodes_.capacity() * sizeof(Node) + table_.capacity() * sizeof(Entry) +
         path_nodes_.capacity() * sizeof(NodeId) + texts_.capacity();
}

}  // namespace epitaph::pattern
