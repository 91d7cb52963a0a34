#include "pattern/matcher/shared_arrays.h"

#include <algorithm>

namespace epitaph::pattern {

SharedPlaces::Id SharedPlaces::intern(std::span<const PathId> fields, const WantedPaths& paths) {
  scratch_.clear();
  for (const PathId path : fields) {
    // The root is an object, and shared by all.
    for (NodeId node = paths.node_of(path); node != WantedPaths::kRoot;
         node = paths.node(node).parent) {
      scratch_.push_back(node);
    }
  }
  std::ranges::sort(scratch_);
  std::vector<NodeId> shared;
  for (std::size_t i = 1; i < scratch_.size(); ++i) {
    const bool twice = scratch_[i] == scratch_[i - 1];
    if (twice && (shared.empty() || shared.back() != scratch_[i])) shared.push_back(scratch_[i]);
  }
  if (shared.empty()) return 0;
  const auto [at, added] = ids_.try_emplace(std::move(shared), static_cast<Id>(places_.size()));
  if (added) places_.push_back(at->first);
  return at->second;
}

bool SharedPlaces::have_elements(Id id, const WantedLeaves& leaves) const {
  return std::ranges::any_of(places_[id], [&](NodeId node) { return leaves.has_elements(node); });
}

bool ElementChoice::holds(std::span<const FieldCheck* const> checks, WantedLeaves& leaves) {
  if (choices_.size() < checks.size()) choices_.resize(checks.size());
  for (std::size_t i = 0; i < checks.size(); ++i) collect(*checks[i], leaves, choices_[i]);
  if (plain(checks.size(), leaves.arrays())) return common_element(checks.size());
  pointers_.clear();
  for (std::size_t i = 0; i < checks.size(); ++i) pointers_.push_back(&choices_[i]);
  return ArrayConsistency(leaves.arrays()).holds(pointers_);
}

void ElementChoice::collect(const FieldCheck& check, WantedLeaves& leaves, FieldChoices& out) {
  out.accepted.clear();
  out.present.clear();
  out.may_be_absent = check.may_be_absent;
  for (std::uint32_t at = leaves.first(check.path); at != WantedLeaf::kNone;) {
    WantedLeaf& leaf = leaves.leaf(at);
    if (check.may_be_absent) out.present.push_back(leaf.scope);
    if (check.accepts(leaf, leaves)) out.accepted.push_back(leaf.scope);
    at = leaf.next;
  }
  out.put_in_order();
}

// Whether it is the usual case: one array, no elements in elements, and no absences.
bool ElementChoice::plain(std::size_t fields, const ArrayMap& arrays) const {
  std::uint32_t array = static_cast<std::uint32_t>(-1);
  for (std::size_t i = 0; i < fields; ++i) {
    if (choices_[i].may_be_absent) return false;
    for (const ScopeId scope : choices_[i].accepted) {
      if (scope == kWholeEvent) continue;
      const ArrayMap::Scope& element = arrays.scopes[scope];
      if (element.parent != kWholeEvent) return false;
      if (array != static_cast<std::uint32_t>(-1) && array != element.array) return false;
      array = element.array;
    }
  }
  return true;
}

// Whether all fields that need an element accept the same one.
bool ElementChoice::common_element(std::size_t fields) {
  bool first = true;
  for (std::size_t i = 0; i < fields; ++i) {
    const auto& accepted = choices_[i].accepted;
    if (accepted.empty()) return false;
    if (accepted.front() == kWholeEvent) continue;
    if (first) {
      common_ = accepted;
      first = false;
      continue;
    }
    std::erase_if(common_,
                  [&](ScopeId scope) { return !std::ranges::binary_search(accepted, scope); });
  }
  return first || !common_.empty();
}

}  // namespace epitaph::pattern
