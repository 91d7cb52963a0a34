// src/pattern/matcher/shared_arrays.h
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "pattern/array_consistency.h"
#include "pattern/matcher/field_check.h"
#include "pattern/matcher/wanted_leaves.h"
#include "pattern/matcher/wanted_paths.h"

namespace epitaph::pattern {

/// Which places two or more fields of an alternative lie at or below: only where an event has an
/// array in one of them may it matter which element each field takes its value from. Alternatives
/// with the same places share a number; 0 is that of having none.
class SharedPlaces {
 public:
  using Id = std::uint32_t;

  /// The number for fields with these paths.
  Id intern(std::span<const PathId> fields, const WantedPaths& paths);

  /// Whether the event has an array of objects or arrays at one of the places.
  bool have_elements(Id id, const WantedLeaves& leaves) const;
  std::size_t count() const { return places_.size(); }

 private:
  std::vector<std::vector<NodeId>> places_{1};
  std::map<std::vector<NodeId>, Id> ids_;
  std::vector<NodeId> scratch_;
};

/// Whether the fields of an alternative can take what they want from the same elements of the
/// event's arrays (array_consistency.h). For one thread; keeps its memory.
class ElementChoice {
 public:
  /// `checks` in the order of their paths, each satisfied by itself.
  bool holds(std::span<const FieldCheck* const> checks, WantedLeaves& leaves);

 private:
  void collect(const FieldCheck& check, WantedLeaves& leaves, FieldChoices& out);
  bool plain(std::size_t fields, const ArrayMap& arrays) const;
  bool common_element(std::size_t fields);

  std::vector<FieldChoices> choices_;
  std::vector<const FieldChoices*> pointers_;
  std::vector<ScopeId> common_;
};

}  // namespace epitaph::pattern
