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
  EventCursor at(event);
  if (at.here() != '{') return false;
  at.step();
  return walk(at);
}

// Reads one member or element of the innermost object or array after another, or its end.
bool EventScan::walk(EventCursor at) {
  Frame* const outside = frames_.data();
  Frame* inside = open(outside, WantedPaths::kRoot, kWholeEvent, kNoArray);
  if (!leave_met_objects(at, inside)) return false;
  while (inside != outside) {
    const bool object = inside->array == kNoArray;
    char c = at.here_behind(',');
    if (c == (object ? '}' : ']')) {
      at.step();
      if (!object) leaves_->close_array(inside->array);
      --inside;
    } else {
      NodeId node = inside->node;
      if (object) {
        if (c != '"' || !key(at, *inside, node)) return false;
        c = at.here_behind(':');
      }
      inside = value(at, c, node, inside);
      if (inside == nullptr) return false;
    }
    if (inside->missing == 0 && !leave_met_objects(at, inside)) return false;
  }
  return true;
}

// Reads a member's key; `node` is then where it leads.
[[gnu::always_inline]] inline bool EventScan::key(EventCursor& at, Frame& object, NodeId& node) {
  std::string_view text;
  if (!at.take_string(text)) return false;
  bool direct = false;
  if (at.has_escapes(text)) [[unlikely]] {
    node = node_below_escaped(object.node, text, direct);
  } else {
    const WantedPaths::Key key(text, at.bytes_from(text.data()));
    node = paths_->below(object.node, key, direct);
  }
  // In an event whose keys come once, it will not be met again.
  if (direct && object.missing > 0) --object.missing;
  return true;
}

NodeId EventScan::node_below_escaped(NodeId object, std::string_view key, bool& direct) {
  key_.clear();
  append_unescaped(with_quotes(key), key_);
  return paths_->below(object, WantedPaths::Key(key_), direct);
}

// Reads a value that leads to `node`, if there is one, and begins with `first`. Gives what is the
// innermost object or array then, or null when the text is broken.
[[gnu::always_inline]] inline EventScan::Frame* EventScan::value(EventCursor& at, char first,
                                                                 NodeId node, Frame* inside) {
  std::string_view text;
  if (first == '"') {
    if (!at.take_string(text)) return nullptr;
    if (node == WantedPaths::kNoNode) return inside;
    if (at.has_escapes(text)) [[unlikely]]
      text = unescaped(text);
    add(node, inside->scope, Value::Kind::kString, text);
    return inside;
  }
  if (first == '{' || first == '[') return bracket(at, first, node, inside);
  if (!at.take_scalar(text)) return nullptr;
  if (node == WantedPaths::kNoNode) return inside;
  const Value::Kind kind = kind_of_scalar(first);
  add(node, inside->scope, kind, kind == Value::Kind::kNumber ? text : std::string_view{});
  return inside;
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
[[gnu::always_inline]] inline EventScan::Frame* EventScan::bracket(EventCursor& at, char opening,
                                                                   NodeId node, Frame* inside) {
  at.step();
  const bool object = opening == '{';
  if (node == WantedPaths::kNoNode || (object && paths_->node(node).child_count == 0)) {
    return at.leave_brackets(find_closing_, 1) ? inside : nullptr;
  }
  const ScopeId scope = inside->array == kNoArray
                            ? inside->scope
                            : leaves_->open_element(node, inside->scope, inside->array);
  return open(inside, node, scope, object ? kNoArray : leaves_->open_array());
}

[[gnu::always_inline]] inline EventScan::Frame* EventScan::open(Frame* around, NodeId node,
                                                                ScopeId scope,
                                                                std::uint32_t array) {
  if (around == &frames_.back()) return nullptr;
  const bool until_met = array == kNoArray && reading_ == Reading::kUntilAllMet;
  Frame* const inside = around + 1;
  *inside = {.node = node,
             .scope = scope,
             .array = array,
             .missing = until_met ? paths_->node(node).child_count : kNeverMet};
  return inside;
}

// Out of every object that has nothing more to give.
[[gnu::always_inline]] inline bool EventScan::leave_met_objects(EventCursor& at, Frame*& inside) {
  std::size_t met = 0;
  for (; inside->missing == 0; --inside) ++met;
  return met == 0 || inside == frames_.data() || at.leave_brackets(find_closing_, met);
}

}  // namespace epitaph::pattern
