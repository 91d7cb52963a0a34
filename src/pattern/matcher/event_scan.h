// src/pattern/matcher/event_scan.h
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pattern/json_reader.h"
#include "pattern/matcher/bracket_search.h"
#include "pattern/matcher/event_cursor.h"
#include "pattern/matcher/wanted_leaves.h"
#include "pattern/matcher/wanted_paths.h"

namespace epitaph::pattern {

/// How much of an event is read.
enum class Reading {
  /// Up to where every wanted field has been met. Relies on it that no two ways lead to one path: a
  /// key that comes twice in one object, or "a.b" beside {"a": {"b": …}}. Of such an event what
  /// comes later may go unseen.
  kUntilAllMet,
  /// To the end.
  kWhole,
};

/// Walks over the bytes of an event, led by the wanted paths: takes down the leaves that lie at
/// them, and steps over everything else by its quotes and brackets alone.
///
/// It relies on the event being JSON in UTF-8, as every event is that was read when it came in
/// (model/event.h). What is none gives some leaves or others, or none, but nothing outside the text
/// is read. Objects and arrays above wanted fields may nest as deep as JsonReader takes them.
/// For one thread; keeps its memory from event to event.
class EventScan {
 public:
  /// Fills `leaves`. False when the text is no JSON object or was seen to be broken; what `leaves`
  /// has must not be used then. Values point into `event` and `leaves`.
  bool run(std::string_view event, const WantedPaths& paths, Reading reading, WantedLeaves& leaves);

 private:
  // An object or array that is open and has something wanted in it.
  struct Frame {
    NodeId node;
    ScopeId scope;
    std::uint32_t array;    // kNoArray for an object
    std::uint32_t missing;  // of an object: how many wanted children have not been met
  };
  static constexpr std::uint32_t kNoArray = static_cast<std::uint32_t>(-1);
  static constexpr std::uint32_t kNeverMet = static_cast<std::uint32_t>(-1);

  bool walk(EventCursor at);
  bool key(EventCursor& at, Frame& object, NodeId& node);
  Frame* value(EventCursor& at, char first, NodeId node, Frame* inside);
  Frame* bracket(EventCursor& at, char opening, NodeId node, Frame* inside);
  Frame* open(Frame* around, NodeId node, ScopeId scope, std::uint32_t array);
  bool leave_met_objects(EventCursor& at, Frame*& inside);
  NodeId node_below_escaped(NodeId object, std::string_view key, bool& direct);
  std::string_view unescaped(std::string_view text);
  void add(NodeId node, ScopeId scope, Value::Kind kind, std::string_view text);

  const WantedPaths* paths_ = nullptr;
  WantedLeaves* leaves_ = nullptr;
  Reading reading_ = Reading::kUntilAllMet;
  FindClosing find_closing_ = find_closing();
  // The first stands for what is outside of the event, and is never met.
  std::vector<Frame> frames_ = std::vector<Frame>(
      JsonReader::kDepthMax + 1,
      Frame{.node = 0, .scope = kWholeEvent, .array = kNoArray, .missing = kNeverMet});
  std::string key_;  // one that had escapes
};

}  // namespace epitaph::pattern
