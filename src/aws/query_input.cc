#include "aws/query_input.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>

namespace epitaph::aws {
namespace {

namespace json = boost::json;

/// The parameters by the parts of their names. Points into them.
struct Node {
  std::optional<std::string_view> value;
  std::map<std::string_view, Node> children;
};

void add(Node& root, const http::Parameter& parameter) {
  std::string_view name = parameter.name;
  if (std::ranges::count(name, '.') >= static_cast<std::ptrdiff_t>(kQueryDepthMax)) return;
  Node* node = &root;
  for (;;) {
    const std::size_t end = name.find('.');
    node = &node->children[name.substr(0, end)];
    if (end == std::string_view::npos) break;
    name.remove_prefix(end + 1);
  }
  if (!node->value) node->value = parameter.value;
}

json::value read(const Shape& shape, const Node& node);

/// The text itself where it is no such number.
template <class Number>
json::value read_number(std::string_view text) {
  Number number{};
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  // No JSON has an infinity.
  if (failed != std::errc{} || end != text.data() + text.size() ||
      !std::isfinite(static_cast<double>(number))) {
    return json::value(text);
  }
  return json::value(number);
}

json::value read_scalar(const StringShape&, std::string_view text) { return json::value(text); }
json::value read_scalar(const DocumentShape&, std::string_view text) { return json::value(text); }
json::value read_scalar(const IntegerShape&, std::string_view text) {
  return read_number<std::int64_t>(text);
}
json::value read_scalar(const DoubleShape&, std::string_view text) {
  return read_number<double>(text);
}
json::value read_scalar(const TimestampShape&, std::string_view text) { return json::value(text); }
json::value read_scalar(const BooleanShape&, std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return json::value(text);
}

template <class Scalar>
json::value read_kind(const Scalar& shape, const Node& node) {
  return node.value ? read_scalar(shape, *node.value) : json::value(nullptr);
}

/// The numbered children, in the order of their numbers.
std::map<std::uint64_t, const Node*> numbered(const Node& node) {
  std::map<std::uint64_t, const Node*> children;
  for (const auto& [name, child] : node.children) {
    const json::value number = read_number<std::uint64_t>(name);
    if (number.is_uint64()) children.emplace(number.get_uint64(), &child);
  }
  return children;
}

json::value read_kind(const ListShape& shape, const Node& node) {
  json::array items;
  for (const auto& [number, child] : numbered(node)) items.push_back(read(shape.item, *child));
  return items;
}

json::value read_kind(const MapShape& shape, const Node& node) {
  json::object entries;
  for (const auto& [number, child] : numbered(node)) {
    const auto key = child->children.find(shape.query_key);
    if (key == child->children.end() || !key->second.value) continue;
    const auto value = child->children.find(shape.query_value);
    entries[*key->second.value] =
        value == child->children.end() ? json::value(nullptr) : read(shape.value, value->second);
  }
  return entries;
}

/// As the parameters of a member begin.
std::string_view query_name(const Member& member) {
  if (const auto* list = std::get_if<ListShape>(&member.shape.kind())) {
    if (!list->query_name.empty()) return list->query_name;
  }
  if (const auto* map = std::get_if<MapShape>(&member.shape.kind())) {
    if (!map->query_entry.empty()) return map->query_entry;
  }
  return member.name;
}

json::value read_kind(const StructureShape& shape, const Node& node) {
  json::object members;
  for (const Member& member : shape.members) {
    const auto child = node.children.find(query_name(member));
    if (child != node.children.end()) members[member.name] = read(member.shape, child->second);
  }
  return members;
}

json::value read(const Shape& shape, const Node& node) {
  return std::visit([&](const auto& kind) { return read_kind(kind, node); }, shape.kind());
}

}  // namespace

boost::json::value query_input(const Shape& shape, std::span<const http::Parameter> parameters) {
  Node root;
  for (const http::Parameter& parameter : parameters) add(root, parameter);
  return read(shape, root);
}

}  // namespace epitaph::aws
