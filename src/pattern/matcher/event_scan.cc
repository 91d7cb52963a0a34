#include "pattern/matcher/event_scan.h"

#include <array>

#include "pattern/json_reader.h"
#include "pattern/matcher/string_end.h"

namespace epitaph::pattern {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// By the byte: whether a number, true, false or null is over there. An event may hold thousands of
// coordinates, so this is a look into a table.
constexpr std::array<bool, 256> kEndsScalar = [] {
  std::array<bool, 256> ends{};
  for (const char c : {',', '}', ']', ' ', '\n', '\r', '\t'}) {
    ends[static_cast<unsigned char>(c)] = true;
  }
  return ends;
}();

std::size_t scalar_end(std::string_view text, std::size_t at) {
  while (at < text.size() && !kEndsScalar[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

// Puts what a string means, given from its opening to its closing quote, behind `out`.
void append_unescaped(std::string_view quoted, std::string& out) {
  JsonReader reader(quoted);
  reader.next();
  reader.append_text(out);
}

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
  text_ = event;
  at_ = 0;
  paths_ = &paths;
  leaves_ = &leaves;
  reading_ = reading;
  leaves.begin(paths, event.size());
  frames_.clear();
  if (next_character() != '{') return false;
  ++at_;
  open(WantedPaths::kRoot, kWholeEvent, kNoArray);
  Step step = leave_met_objects();
  while (step == Step::kGoOn) {
    step = frames_.back().array == kNoArray ? members() : elements();
  }
  return step == Step::kDone;
}

// The next character that is no blank, where at_ then stands; NUL at the end.
inline char EventScan::next_character() {
  if (at_ < text_.size() && text_[at_] > ' ') return text_[at_];  // as in all that we store
  while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  return at_ < text_.size() ? text_[at_] : '\0';
}

// Reads members of the innermost object until another frame is the innermost.
EventScan::Step EventScan::members() {
  const std::size_t depth = frames_.size();
  while (frames_.size() == depth) {
    char c = next_character();
    if (c == '}') {
      ++at_;
      frames_.pop_back();
      return leave_met_objects();
    }
    if (c == ',') {
      ++at_;
      c = next_character();
    }
    if (c != '"') return Step::kBroken;
    const std::size_t begin = at_ + 1;
    bool escaped = false;
    const std::size_t end = string_end(text_, begin, escaped);
    if (end == kNowhere) return Step::kBroken;
    Frame& object = frames_.back();
    const ScopeId scope = object.scope;
    const NodeId node = node_below(object, text_.substr(begin, end - begin), escaped);
    at_ = end + 1;
    if (next_character() != ':') return Step::kBroken;
    ++at_;
    if (const Step step = value(node, scope); step != Step::kGoOn) return step;
  }
  return Step::kGoOn;
}

NodeId EventScan::node_below(Frame& object, std::string_view key, bool escaped) {
  if (escaped) {
    key_.clear();
    append_unescaped({key.data() - 1, key.size() + 2}, key_);
    key = key_;
  }
  bool direct = false;
  const NodeId node = paths_->below(object.node, key, direct);
  // In an event whose keys come once, it will not be met again.
  if (direct && object.missing > 0) --object.missing;
  return node;
}

// Reads the value of a member, which leads to `node` if there is one.
EventScan::Step EventScan::value(NodeId node, ScopeId scope) {
  const char first = next_character();
  Step step = Step::kGoOn;
  if (first == '"') {
    step = string(node, scope);
  } else if (first == '{') {
    ++at_;
    if (node != WantedPaths::kNoNode && paths_->node(node).child_count > 0) {
      return open(node, scope, kNoArray) ? Step::kGoOn : Step::kBroken;
    }
    step = skip_brackets(1);
  } else if (first == '[') {
    ++at_;
    if (node != WantedPaths::kNoNode) {
      return open(node, scope, leaves_->open_array()) ? Step::kGoOn : Step::kBroken;
    }
    step = skip_brackets(1);
  } else {
    step = scalar(node, scope);
  }
  return step == Step::kGoOn && frames_.back().missing == 0 ? leave_met_objects() : step;
}

// Reads elements of the innermost array until another frame is the innermost.
EventScan::Step EventScan::elements() {
  const std::size_t depth = frames_.size();
  while (frames_.size() == depth) {
    const char c = next_character();
    if (c == ']') {
      ++at_;
      leaves_->close_array(frames_.back().array);
      frames_.pop_back();
      return leave_met_objects();
    }
    if (c == ',') {
      ++at_;
      continue;
    }
    if (const Step step = element(frames_.back(), c); step != Step::kGoOn) return step;
  }
  return Step::kGoOn;
}

// `array` is gone as soon as another frame is opened.
EventScan::Step EventScan::element(const Frame& array, char first) {
  const NodeId node = array.node;
  if (first == '"') return string(node, array.scope);
  if (first == '{') {
    ++at_;
    if (paths_->node(node).child_count == 0) return skip_brackets(1);
    const ScopeId scope = leaves_->open_element(node, array.scope, array.array);
    return open(node, scope, kNoArray) ? Step::kGoOn : Step::kBroken;
  }
  if (first == '[') {
    ++at_;
    const ScopeId scope = leaves_->open_element(node, array.scope, array.array);
    return open(node, scope, leaves_->open_array()) ? Step::kGoOn : Step::kBroken;
  }
  return scalar(node, array.scope);
}

EventScan::Step EventScan::string(NodeId node, ScopeId scope) {
  const std::size_t begin = at_ + 1;
  bool escaped = false;
  const std::size_t end = string_end(text_, begin, escaped);
  if (end == kNowhere) return Step::kBroken;
  at_ = end + 1;
  if (node == WantedPaths::kNoNode) return Step::kGoOn;
  const PathId path = paths_->node(node).path;
  if (path == WantedPaths::kNoPath) return Step::kGoOn;
  std::string_view text = text_.substr(begin, end - begin);
  if (escaped) {
    const std::string_view quoted = text_.substr(begin - 1, end - begin + 2);
    text = leaves_->keep([&](std::string& out) { append_unescaped(quoted, out); });
  }
  leaves_->add(path, scope, {.kind = Value::Kind::kString, .text = text, .number = {}});
  return Step::kGoOn;
}

// A number, true, false or null.
EventScan::Step EventScan::scalar(NodeId node, ScopeId scope) {
  const std::size_t begin = at_;
  at_ = scalar_end(text_, begin);
  if (at_ == begin || at_ == text_.size()) return Step::kBroken;
  if (node == WantedPaths::kNoNode) return Step::kGoOn;
  const PathId path = paths_->node(node).path;
  if (path == WantedPaths::kNoPath) return Step::kGoOn;
  const Value::Kind kind = kind_of_scalar(text_[begin]);
  const bool number = kind == Value::Kind::kNumber;
  leaves_->add(path, scope,
               {.kind = kind,
                .text = number ? text_.substr(begin, at_ - begin) : std::string_view{},
                .number = {}});
  return Step::kGoOn;
}

// Goes past the bracket that closes so many which are open.
EventScan::Step EventScan::skip_brackets(std::size_t depth) {
  const std::size_t end = find_closing_(text_.data() + at_, text_.size() - at_, depth);
  if (end == kNowhere) return Step::kBroken;
  at_ += end + 1;
  return Step::kGoOn;
}

bool EventScan::open(NodeId node, ScopeId scope, std::uint32_t array) {
  if (frames_.size() == JsonReader::kDepthMax) return false;
  const bool until_met = array == kNoArray && reading_ == Reading::kUntilAllMet;
  frames_.push_back(
      {.node = node,
       .scope = scope,
       .array = array,
       .missing = until_met ? paths_->node(node).child_count : static_cast<std::uint32_t>(-1)});
  return true;
}

// Whenever a value is over: out of every object that has nothing more to give.
EventScan::Step EventScan::leave_met_objects() {
  std::size_t depth = 0;
  while (!frames_.empty() && frames_.back().missing == 0) {
    frames_.pop_back();
    ++depth;
  }
  if (frames_.empty()) return Step::kDone;
  return depth == 0 ? Step::kGoOn : skip_brackets(depth);
}

}  // namespace epitaph::pattern
