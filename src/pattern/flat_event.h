// src/pattern/flat_event.h
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pattern/value.h"

namespace epitaph::pattern {

/// An element of an array in which something lies that has an inside: an object or another array.
/// Numbered in the order in which the event opens them, so what lies within element e has the
/// numbers from e up to the end of e.
using ScopeId = std::uint32_t;

/// The whole event, which every other scope lies within.
inline constexpr ScopeId kWholeEvent = 0;

/// Where the arrays of an event are.
struct ArrayMap {
  struct Scope {
    ScopeId parent = kWholeEvent;
    std::uint32_t array = 0;  // of which it is an element; meaningless for the whole event
  };
  struct Array {
    ScopeId end = 0;  // the first scope after all that the array holds
  };

  std::vector<Scope> scopes{1};
  std::vector<Array> arrays;
};

/// An event as patterns see it: a list of leaves, each a path and a scalar. Made once from the
/// event's text, then matched against any number of patterns.
///
/// Arrays add nothing to a path, and a leaf for each element: {"a": [{"b": 1}, {"b": 2}]} has two
/// leaves with the path "a.b". `{}` and `[]` give none. Of a key that comes twice both values
/// count. A leaf knows the innermost array element around it. A scalar that is itself the element
/// belongs to what is around its array: in {"a": ["x", {"b": 1}]} any b goes with x.
///
/// Memory grows with the text and no faster: about 60 bytes for each leaf, 12 for each key and 12
/// for each array or element. Owns what its values point into; moves are cheap and keep them valid.
/// Immutable: any number of threads may match against it.
class FlatEvent {
 public:
  struct Leaf {
    std::uint64_t path_hash;
    std::uint32_t key;  // the innermost key of its path
    ScopeId scope;
    Value value;
  };

  /// Well above the megabyte that AWS takes; offsets are kept in 32 bits.
  static constexpr std::size_t kBytesMax = std::size_t{256} << 20;

  /// `json` is the text of the whole envelope, UTF-8; nothing of it is referred to after the
  /// return. Errors: kInvalid for what is no JSON object, is followed by something, is longer than
  /// kBytesMax or nests deeper than JsonReader::kDepthMax.
  static Result<FlatEvent> parse(std::string_view json);

  FlatEvent(FlatEvent&&) = default;
  FlatEvent& operator=(FlatEvent&&) = default;
  FlatEvent(const FlatEvent&) = delete;
  FlatEvent& operator=(const FlatEvent&) = delete;
  ~FlatEvent() = default;

  /// The leaves with this path, in the order of the text. They point into the event.
  std::vector<const Leaf*> leaves_at(std::string_view path) const;

  const ArrayMap& arrays() const { return arrays_; }

 private:
  friend class EventFlattener;

  // One key of the text. A path is a chain of them, so that long keys above many leaves are kept
  // once.
  struct Key {
    std::uint32_t parent;
    std::uint32_t text_at, text_bytes;  // in texts_
  };

  FlatEvent() = default;
  bool has_path(const Leaf& leaf, std::string_view path) const;

  std::vector<char> texts_;  // reserved at first, so that values can point into it
  std::vector<Key> keys_;
  std::vector<Leaf> leaves_;  // by path_hash, then in the order of the text
  ArrayMap arrays_;
};

}  // namespace epitaph::pattern
