#include "pattern/matcher/wanted_leaves.h"

#include <limits>

#include "pattern/number.h"

namespace epitaph::pattern {

void WantedLeaves::begin(const WantedPaths& paths, std::size_t bytes_max) {
  ++event_;
  bytes_max_ = bytes_max;
  leaves_.clear();
  seen_.clear();
  texts_.clear();
  arrays_.scopes.resize(1);
  arrays_.arrays.clear();
  if (by_path_.size() < paths.path_count()) by_path_.resize(paths.path_count());
  if (arrayed_.size() < paths.node_count()) arrayed_.resize(paths.node_count());
}

std::uint32_t WantedLeaves::open_array() {
  arrays_.arrays.emplace_back();
  return static_cast<std::uint32_t>(arrays_.arrays.size() - 1);
}

ScopeId WantedLeaves::open_element(NodeId node, ScopeId parent, std::uint32_t array) {
  arrayed_[node] = event_;
  arrays_.scopes.push_back({.parent = parent, .array = array});
  return static_cast<ScopeId>(arrays_.scopes.size() - 1);
}

void WantedLeaves::close_array(std::uint32_t array) {
  arrays_.arrays[array].end = static_cast<ScopeId>(arrays_.scopes.size());
}

double WantedLeaves::nearest(WantedLeaf& leaf) {
  if (leaf.number == WantedLeaf::Number::kUnread) {
    leaf.value.number = nearest_double(leaf.value.text);
    leaf.number = WantedLeaf::Number::kNearest;
  }
  // What no double comes near is comparable to nothing, and NaN compares so.
  return leaf.value.number.value_or(std::numeric_limits<double>::quiet_NaN());
}

const Value& WantedLeaves::exact(WantedLeaf& leaf) {
  if (leaf.value.kind == Value::Kind::kNumber && leaf.number != WantedLeaf::Number::kComparable) {
    leaf.value.number = comparable_number(leaf.value.text);
    leaf.number = WantedLeaf::Number::kComparable;
  }
  return leaf.value;
}

}  // namespace epitaph::pattern
