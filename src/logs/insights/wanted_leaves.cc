#include "logs/insights/wanted_leaves.h"

#include <algorithm>
#include <charconv>

#include "logs/insights/json_walk.h"

namespace epitaph::logs::insights {
namespace {

std::size_t index_of(std::string_view key) {
  std::size_t index = 0;
  const auto read = std::from_chars(key.data(), key.data() + key.size(), index);
  const bool digits = read.ec == std::errc{} && read.ptr == key.data() + key.size();
  const bool shortest = key == "0" || !key.starts_with('0');
  return digits && shortest ? index : WantedLeaves::kNoIndex;
}

}  // namespace

const WantedLeaves::Node* WantedLeaves::Node::child(std::string_view wanted) const {
  for (const auto& child : children) {
    if (child->key == wanted) return child.get();
  }
  return nullptr;
}

const WantedLeaves::Node* WantedLeaves::Node::element(std::size_t wanted) const {
  for (const auto& child : children) {
    if (child->index == wanted) return child.get();
  }
  return nullptr;
}

void WantedLeaves::add(std::string_view name, Slot slot) {
  if (static_cast<std::size_t>(std::ranges::count(name, '.')) >= kLeafDepthMax) return;
  Node* node = &root_;
  for (std::string_view rest = name;;) {
    const std::size_t dot = rest.find('.');
    std::string_view key = rest.substr(0, dot);
    // Below the root a key that begins with @ may be named with one @ or two.
    if (node != &root_ && key.starts_with("@@")) key.remove_prefix(1);
    const auto known = std::ranges::find(
        node->children, key, [](const auto& child) { return std::string_view(child->key); });
    if (known == node->children.end()) {
      node->children.push_back(
          std::make_unique<Node>(Node{.key = std::string(key), .index = index_of(key)}));
      node = node->children.back().get();
    } else {
      node = known->get();
    }
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  node->slot = slot;
  node->number = count_++;
}

const WantedLeaves::Node* WantedLeaves::follow(const Node& node, std::string_view key,
                                               bool dotted) const {
  std::string doubled;
  if (&node == &root_ && key.starts_with('@')) {
    doubled = '@' + std::string(key);
    key = doubled;
  }
  if (!dotted) return node.child(key);
  const Node* at = &node;
  while (at) {
    const std::size_t dot = key.find('.');
    at = at->child(key.substr(0, dot));
    if (dot == std::string_view::npos) break;
    key.remove_prefix(dot + 1);
  }
  return at;
}

}  // namespace epitaph::logs::insights
