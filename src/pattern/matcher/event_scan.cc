#include "pattern/matcher/event_scan.h"

namespace epitaph::pattern {
namespace {

// Puts what a string means, given from its opening to its closing quote, behind `out`.
void append_unescaped(std::string_view quoted, std::string& out) {
  JsonReader reader(quoted);
  reader.next();
  reader.append_text(out);
}

// What is between the quotes, and the quotes.
std::string_view with_quotes(std::string_view text) { return {text.data() - 1, text.size() + 2}; }

Value::Kind kind_of_scalar(char first) {
  switch (first) {
    case 't':
      return Value::Kind::kTrue;
    case 'f':
      return Value::Kind::kFalse;
    case 'n':
      return Value::Kind::kNull;
    default:
      return Value::Kind::kNumber;
  }
}

}  // namespace

bool EventScan::run(std::string_view event, const WantedPaths& paths, Reading reading,
                    WantedLeaves& leaves) {
  paths_ = &paths;
  leaves_ = &leaves;
  reading_ = reading;
  leaves.begin(paths, event.size());
  depth_ = 0;
  EventCursor at(event);
  if (at.here() != '{') return false;
  at.step();
  open(WantedPaths::kRoot, kWholeEvent, kNoArray);
  return leave_met_objects(at) && walk(at);
}

// Reads one member or element of the innermost object or array after another, or its end.
bool EventScan::walk(EventCursor at) {
  while (depth_ > 0) {
    Frame& around = frames_[depth_ - 1];
    const bool object = around.array == kNoArray;
    char c = at.here();
    if (c == ',') {
      at.step();
      c = at.here();
    }
    if (c == (object ? '}' : ']')) {
      at.step();
      if (!object) leaves_->close_array(around.array);
      --depth_;
    } else {
      NodeId node = around.node;
      if (object && !key(at, around, node)) return false;
      if (!value(at, node, around)) return false;
    }
    if (!leave_met_objects(at)) return false;
  }
  return true;
}

// Reads a member's key and colon; `node` is then where it leads.
[[gnu::always_inline]] inline bool EventScan::key(EventCursor& at, Frame& object, NodeId& node) {
  std::string_view text;
  if (at.here() != '"' || !at.take_string(text)) return false;
  bool direct = false;
  if (at.has_escapes(text)) [[unlikely]] {
    node = node_below_escaped(object.node, text, direct);
  } else {
    const WantedPaths::Key key(text, at.bytes_from(text.data()));
    node = paths_->below(object.node, key, direct);
  }
  // In an event whose keys come once, it will not be met again.
  if (direct && object.missing > 0) --object.missing;
  if (at.here() != ':') return false;
  at.step();
  return true;
}

NodeId EventScan::node_below_escaped(NodeId object, std::string_view key, bool& direct) {
  key_.clear();
  append_unescaped(with_quotes(key), key_);
  return paths_->below(object, WantedPaths::Key(key_), direct);
}

// Reads a value, which leads to `node` if there is one. `around` is gone when it is a bracket.
[[gnu::always_inline]] inline bool EventScan::value(EventCursor& at, NodeId node,
                                                    const Frame& around) {
  const char first = at.here();
  std::string_view text;
  if (first == '"') {
    if (!at.take_string(text)) return false;
    if (node == WantedPaths::kNoNode) return true;
    if (at.has_escapes(text)) [[unlikely]]
      text = unescaped(text);
    add(node, around.scope, Value::Kind::kString, text);
    return true;
  }
  if (first == '{' || first == '[') return bracket(at, first, node, around);
  if (!at.take_scalar(text)) return false;
  if (node == WantedPaths::kNoNode) return true;
  const Value::Kind kind = kind_of_scalar(first);
  add(node, around.scope, kind, kind == Value::Kind::kNumber ? text : std::string_view{});
  return true;
}

std::string_view EventScan::unescaped(std::string_view text) {
  return leaves_->keep([&](std::string& out) { append_unescaped(with_quotes(text), out); });
}

[[gnu::always_inline]] inline void EventScan::add(NodeId node, ScopeId scope, Value::Kind kind,
                                                  std::string_view text) {
  const PathId path = paths_->node(node).path;
  if (path != WantedPaths::kNoPath) leaves_->add(path, scope, kind, text);
}

// Goes into an object or array, or past it when nothing in there is wanted.
[[gnu::always_inline]] inline bool EventScan::bracket(EventCursor& at, char opening, NodeId node,
                                                      const Frame& around) {
  at.step();
  const bool object = opening == '{';
  if (node == WantedPaths::kNoNode || (object && paths_->node(node).child_count == 0)) {
    return at.leave_brackets(find_closing_, 1);
  }
  const ScopeId scope = around.array == kNoArray
                            ? around.scope
                            : leaves_->open_element(node, around.scope, around.array);
  return open(node, scope, object ? kNoArray : leaves_->open_array());
}

[[gnu::always_inline]] inline bool EventScan::open(NodeId node, ScopeId scope,
                                                   std::uint32_t array) {
  if (depth_ == frames_.size()) return false;
  const bool until_met = array == kNoArray && reading_ == Reading::kUntilAllMet;
  frames_[depth_++] = {
      .node = node,
      .scope = scope,
      .array = array,
      .missing = until_met ? paths_->node(node).child_count : static_cast<std::uint32_t>(-1)};
  return true;
}

// Whenever a value is over: out of every object that has nothing more to give.
[[gnu::always_inline]] inline bool EventScan::leave_met_objects(EventCursor& at) {
  std::size_t met = 0;
  while (depth_ > 0 && frames_[depth_ - 1].missing == 0) {
    --depth_;
    ++met;
  }
  return met == 0 || depth_ == 0 || at.leave_brackets(find_closing_, met);
}

}  // namespace epitaph::pattern
