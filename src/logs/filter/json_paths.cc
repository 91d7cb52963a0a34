#include "logs/filter/json_paths.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include <simdjson.h>

#include "logs/filter/json_key.h"

namespace epitaph::logs {
namespace {

namespace ondemand = simdjson::ondemand;

/// What a walk needs of memory.
struct WalkMemory {
  ondemand::parser parser;
  std::unique_ptr<char[]> padded;
  std::size_t capacity = 0;
  std::vector<std::uint64_t> seen;  ///< by edge: the visit of an object that met it last
  std::vector<std::size_t> last;    ///< by edge: which field of an object is the last so called
};

WalkMemory& memory_of_this_thread() {
  static thread_local WalkMemory memory;
  return memory;
}

/// A copy with the room behind it that simdjson reads into.
simdjson::padded_string_view padded_copy(std::string_view message, WalkMemory& memory) {
  const std::size_t wanted = message.size() + simdjson::SIMDJSON_PADDING;
  if (memory.capacity < wanted) {
    memory.capacity = std::max(wanted, 2 * memory.capacity);
    memory.padded.reset(new char[memory.capacity]);
  }
  std::memcpy(memory.padded.get(), message.data(), message.size());
  std::memset(memory.padded.get() + message.size(), ' ', simdjson::SIMDJSON_PADDING);
  return simdjson::padded_string_view{memory.padded.get(), message.size(), memory.capacity};
}

std::string_view trimmed(std::string_view token) {
  const auto end = token.find_last_not_of(" \t\r\n");
  return token.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

/// One walk over one message.
class Walk {
 public:
  enum class Outcome : std::uint8_t { kDone, kBroken, kRepeated };

  Walk(const JsonPaths& paths, WalkMemory& memory, JsonVisitor& visitor, KeyReader keys,
       bool last_counts)
      : paths_(paths), memory_(memory), visitor_(visitor), keys_(keys), last_counts_(last_counts) {}

  Outcome object(ondemand::object object, std::uint32_t node);

 private:
  Outcome array(ondemand::array array, std::uint32_t node);
  Outcome value(ondemand::value value, std::uint32_t node);
  Outcome scalar(ondemand::value value, const JsonPaths::Node& node);
  bool find_last_fields(ondemand::object& object, const JsonPaths::Node& node);
  const JsonPaths::Member* member(const JsonPaths::Node& node,
                                  const ondemand::raw_json_string& key) const;
  void report(const JsonPaths::Node& node, const JsonLeaf& leaf) {
    for (const std::size_t selector : node.selectors) visitor_.found(selector, leaf);
  }

  const JsonPaths& paths_;
  WalkMemory& memory_;
  JsonVisitor& visitor_;
  const KeyReader keys_;
  const bool last_counts_;  ///< else a repeated member ends the walk
  std::uint64_t visits_ = 0;
};

const JsonPaths::Member* Walk::member(const JsonPaths::Node& node,
                                      const ondemand::raw_json_string& key) const {
  for (const auto& member : node.members) {
    if (keys_.is(key.raw(), member.name, member.is_plain)) return &member;
  }
  return nullptr;
}

bool Walk::find_last_fields(ondemand::object& object, const JsonPaths::Node& node) {
  std::size_t count = 0;
  for (auto found : object) {
    ondemand::field field;
    if (std::move(found).get(field) != simdjson::SUCCESS) return false;
    if (const auto* known = member(node, field.key())) memory_.last[known->edge] = count;
    ++count;
  }
  bool has_fields = false;
  return object.reset().get(has_fields) == simdjson::SUCCESS;
}

Walk::Outcome Walk::object(ondemand::object object, std::uint32_t index) {
  const auto& node = paths_.node(index);
  if (last_counts_ && !find_last_fields(object, node)) return Outcome::kBroken;
  const std::uint64_t visit = ++visits_;
  std::size_t count = 0;
  for (auto found : object) {
    ondemand::field field;
    if (std::move(found).get(field) != simdjson::SUCCESS) return Outcome::kBroken;
    const std::size_t position = count++;
    const auto* known = member(node, field.key());
    if (known == nullptr) {
      if (node.any_member == JsonPaths::kNoNode) continue;
    } else if (last_counts_) {
      if (memory_.last[known->edge] != position) continue;
    } else if (memory_.seen[known->edge] == visit) {
      return Outcome::kRepeated;
    } else {
      memory_.seen[known->edge] = visit;
    }
    const auto outcome = value(field.value(), known == nullptr ? node.any_member : known->node);
    if (outcome != Outcome::kDone) return outcome;
  }
  return Outcome::kDone;
}

Walk::Outcome Walk::array(ondemand::array array, std::uint32_t index) {
  const auto& node = paths_.node(index);
  std::size_t position = 0;
  for (auto found : array) {
    ondemand::value element;
    if (std::move(found).get(element) != simdjson::SUCCESS) return Outcome::kBroken;
    const auto known = std::ranges::find(node.elements, position++, &JsonPaths::Element::index);
    const auto next = known == node.elements.end() ? node.any_element : known->node;
    if (next == JsonPaths::kNoNode) continue;
    const auto outcome = value(element, next);
    if (outcome != Outcome::kDone) return outcome;
  }
  return Outcome::kDone;
}

Walk::Outcome Walk::value(ondemand::value value, std::uint32_t index) {
  const auto& node = paths_.node(index);
  ondemand::json_type type{};
  if (value.type().get(type) != simdjson::SUCCESS) return Outcome::kBroken;
  if (type == ondemand::json_type::object) {
    report(node, {.kind = JsonLeaf::Kind::kContainer});
    if (node.members.empty() && node.any_member == JsonPaths::kNoNode) return Outcome::kDone;
    ondemand::object inner;
    if (value.get_object().get(inner) != simdjson::SUCCESS) return Outcome::kBroken;
    return object(inner, index);
  }
  if (type == ondemand::json_type::array) {
    report(node, {.kind = JsonLeaf::Kind::kContainer});
    if (node.elements.empty() && node.any_element == JsonPaths::kNoNode) return Outcome::kDone;
    ondemand::array inner;
    if (value.get_array().get(inner) != simdjson::SUCCESS) return Outcome::kBroken;
    return array(inner, index);
  }
  return node.selectors.empty() ? Outcome::kDone : scalar(value, node);
}

Walk::Outcome Walk::scalar(ondemand::value value, const JsonPaths::Node& node) {
  const auto token = trimmed(value.raw_json_token());
  JsonLeaf leaf{.kind = JsonLeaf::Kind::kNumber, .text = token};
  if (token.starts_with('"')) {
    leaf.kind = JsonLeaf::Kind::kText;
    if (value.get_string().get(leaf.text) != simdjson::SUCCESS) return Outcome::kBroken;
  } else if (token == "true") {
    leaf.kind = JsonLeaf::Kind::kTrue;
  } else if (token == "false") {
    leaf.kind = JsonLeaf::Kind::kFalse;
  } else if (token == "null") {
    leaf = {.kind = JsonLeaf::Kind::kNull};
  }
  report(node, leaf);
  return Outcome::kDone;
}

/// Whether a member of this name reads so in JSON too, where nobody escapes what need not be.
bool is_plain_name(std::string_view name) {
  return std::ranges::all_of(
      name, [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; });
}

}  // namespace

JsonPaths::JsonPaths(std::span<const JsonSelector> selectors) : nodes_(1) {
  for (std::size_t i = 0; i < selectors.size(); ++i) {
    std::uint32_t at = 0;
    for (const auto& step : selectors[i].steps) at = child_of(at, step);
    nodes_[at].selectors.push_back(i);
  }
  spread_wildcards(0);
}

std::uint32_t JsonPaths::add_node() {
  nodes_.emplace_back();
  return static_cast<std::uint32_t>(nodes_.size() - 1);
}

std::uint32_t JsonPaths::member_of(std::uint32_t parent, const std::string& name) {
  const auto known = std::ranges::find(nodes_[parent].members, name, &Member::name);
  if (known != nodes_[parent].members.end()) return known->node;
  const std::uint32_t node = add_node();
  nodes_[parent].members.push_back(
      Member{.name = name, .node = node, .edge = edges_++, .is_plain = is_plain_name(name)});
  return node;
}

std::uint32_t JsonPaths::element_of(std::uint32_t parent, std::size_t index) {
  const auto known = std::ranges::find(nodes_[parent].elements, index, &Element::index);
  if (known != nodes_[parent].elements.end()) return known->node;
  const std::uint32_t node = add_node();
  nodes_[parent].elements.push_back(Element{.index = index, .node = node});
  return node;
}

std::uint32_t JsonPaths::any_of(std::uint32_t parent, std::uint32_t Node::*child) {
  if (nodes_[parent].*child == kNoNode) {
    const std::uint32_t node = add_node();
    nodes_[parent].*child = node;
  }
  return nodes_[parent].*child;
}

std::uint32_t JsonPaths::child_of(std::uint32_t parent, const JsonSelector::Step& step) {
  using Kind = JsonSelector::Step::Kind;
  switch (step.kind) {
    case Kind::kMember:
      return member_of(parent, step.name);
    case Kind::kElement:
      return element_of(parent, step.index);
    case Kind::kAnyMember:
      return any_of(parent, &Node::any_member);
    case Kind::kAnyElement:
      break;
  }
  return any_of(parent, &Node::any_element);
}

/// A walk follows one branch of the tree at a time. So what lies behind `*` is put under each
/// member that is also called by its name, and likewise for elements.
void JsonPaths::spread_wildcards(std::uint32_t index) {
  // By position: nodes and their lists move while nodes are added.
  for (std::size_t i = 0; i < nodes_[index].members.size(); ++i) {
    const std::uint32_t child = nodes_[index].members[i].node;
    if (nodes_[index].any_member != kNoNode) copy_into(nodes_[index].any_member, child);
    spread_wildcards(child);
  }
  for (std::size_t i = 0; i < nodes_[index].elements.size(); ++i) {
    const std::uint32_t child = nodes_[index].elements[i].node;
    if (nodes_[index].any_element != kNoNode) copy_into(nodes_[index].any_element, child);
    spread_wildcards(child);
  }
  if (nodes_[index].any_member != kNoNode) spread_wildcards(nodes_[index].any_member);
  if (nodes_[index].any_element != kNoNode) spread_wildcards(nodes_[index].any_element);
}

void JsonPaths::copy_into(std::uint32_t from, std::uint32_t into) {
  const Node source = nodes_[from];  // a copy, for nodes are added
  auto& selectors = nodes_[into].selectors;
  selectors.insert(selectors.end(), source.selectors.begin(), source.selectors.end());
  for (const auto& member : source.members) copy_into(member.node, member_of(into, member.name));
  for (const auto& element : source.elements) {
    copy_into(element.node, element_of(into, element.index));
  }
  if (source.any_member != kNoNode) copy_into(source.any_member, any_of(into, &Node::any_member));
  if (source.any_element != kNoNode) {
    copy_into(source.any_element, any_of(into, &Node::any_element));
  }
}

bool JsonPaths::walk(std::string_view message, JsonVisitor& visitor) const {
  if (message.empty()) return false;
  auto& memory = memory_of_this_thread();
  const auto json = padded_copy(message, memory);
  const KeyReader keys{{json.data(), json.length()}};
  memory.last.resize(std::max(memory.last.size(), edges()));
  for (const bool last_counts : {false, true}) {
    memory.seen.assign(edges(), 0);
    ondemand::document document;
    ondemand::object root;
    if (memory.parser.iterate(json).get(document) != simdjson::SUCCESS) return false;
    if (document.get_object().get(root) != simdjson::SUCCESS) return false;
    const auto outcome = Walk{*this, memory, visitor, keys, last_counts}.object(root, 0);
    if (outcome != Walk::Outcome::kRepeated) return outcome == Walk::Outcome::kDone;
    visitor.restart();
  }
  return false;
}

}  // namespace epitaph::logs
