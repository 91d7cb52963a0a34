// src/pattern/matcher/wanted_leaves.h
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pattern/flat_event.h"
#include "pattern/matcher/wanted_paths.h"
#include "pattern/value.h"

namespace epitaph::pattern {

/// A scalar of an event at a path that is wanted.
struct WantedLeaf {
  static constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);

  /// Its `number` is not to be read but through WantedLeaves.
  Value value;
  PathId path = 0;
  ScopeId scope = kWholeEvent;
  std::uint32_t next = kNone;  ///< leaf of the same path, later in the text
  /// What is known of a number so far.
  enum class Number : std::uint8_t { kUnread, kNearest, kComparable } number = Number::kUnread;
};

/// What one event has of a set of wanted paths: as FlatEvent, with all else left out. Used for one
/// event after another, and keeps its memory. For one thread.
class WantedLeaves {
 public:
  /// Begins with an event of `bytes_max` bytes.
  void begin(const WantedPaths& paths, std::size_t bytes_max);

  [[gnu::always_inline]] void add(PathId path, ScopeId scope, Value::Kind kind,
                                  std::string_view text) {
    const auto index = static_cast<std::uint32_t>(leaves_.size());
    // In place and piece by piece: what is put together elsewhere and copied has to be waited for.
    WantedLeaf& leaf = leaves_.emplace_back();
    leaf.value.kind = kind;
    leaf.value.text = text;
    leaf.path = path;
    leaf.scope = scope;
    PathLeaves& here = by_path_[path];
    if (here.event != event_) {
      here = {.event = event_, .first = index, .last = index};
      seen_.push_back(path);
    } else {
      leaves_[here.last].next = index;
      here.last = index;
    }
  }
  /// Keeps the text of a string whose escapes have been resolved; `append` is given the string that
  /// it goes to. For strings of this event only, of which none is longer than it was escaped.
  template <class Append>
  std::string_view keep(Append append) {
    if (texts_.empty()) texts_.reserve(bytes_max_);
    const std::size_t at = texts_.size();
    append(texts_);
    return std::string_view(texts_).substr(at);
  }
  /// A new array lies at `node`, within `scope`.
  std::uint32_t open_array();
  ScopeId open_element(NodeId node, ScopeId parent, std::uint32_t array);
  void close_array(std::uint32_t array);

  std::span<WantedLeaf> all() { return leaves_; }
  /// The paths that have leaves.
  std::span<const PathId> paths() const { return seen_; }
  bool has(PathId path) const { return by_path_[path].event == event_; }
  /// The path's first leaf, or kNone; its `next` leads to the others.
  std::uint32_t first(PathId path) const {
    return has(path) ? by_path_[path].first : WantedLeaf::kNone;
  }
  WantedLeaf& leaf(std::uint32_t index) { return leaves_[index]; }

  /// The nearest double to a number; whether it is comparable is left open.
  double nearest(WantedLeaf& leaf);
  /// The value with its number as comparable_number says.
  const Value& exact(WantedLeaf& leaf);

  const ArrayMap& arrays() const { return arrays_; }
  /// Whether an array with elements that have an inside lies at the node.
  bool has_elements(NodeId node) const { return arrayed_[node] == event_; }
  /// Whether one lies anywhere.
  bool has_elements() const { return arrays_.scopes.size() > 1; }

 private:
  struct PathLeaves {
    std::uint64_t event = 0;  // of which the rest holds
    std::uint32_t first = 0, last = 0;
  };

  std::uint64_t event_ = 0;  // counts
  std::size_t bytes_max_ = 0;
  std::vector<WantedLeaf> leaves_;
  std::vector<PathLeaves> by_path_;
  std::vector<PathId> seen_;
  std::vector<std::uint64_t> arrayed_;  // by node: the last event that had elements there
  ArrayMap arrays_;
  std::string texts_;
};

}  // namespace epitaph::pattern
