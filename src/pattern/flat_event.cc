#include "pattern/flat_event.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include <simdjson.h>

#include "pattern/json_reader.h"
#include "pattern/number.h"

namespace epitaph::pattern {
namespace {

// The parent of an outermost key.
constexpr auto kNoKey = std::numeric_limits<std::uint32_t>::max();

// FNV-1a of a joined path, so that it can go on where that of the parent's path ended.
constexpr std::uint64_t kEmptyHash = 0xCBF29CE484222325;
std::uint64_t hash_on(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return hash;
}

Error invalid(std::string_view reason) {
  return {ErrorKind::kInvalid, "event: " + std::string(reason)};
}

}  // namespace

// Makes the leaves in one pass, without recursion.
class EventFlattener {
 public:
  explicit EventFlattener(std::string_view json) : reader_(json) {
    event_.texts_.reserve(json.size());
  }

  Result<FlatEvent> flatten() {
    if (reader_.next() != Token::kStartObject) return invalid("not a JSON object");
    open_.push_back({.object = true, .here = {}});
    while (!open_.empty()) {
      const Token token = reader_.next();
      if (token == Token::kEndObject || token == Token::kEndArray) {
        close();
      } else if (token == Token::kBroken) {
        return invalid(reader_.fault());
      } else if (token == Token::kName) {
        const Place below = under_key(open_.back().here, reader_.text());
        add(reader_.next(), below);
      } else {
        add_element(token);
      }
    }
    if (reader_.next() != Token::kEnd) return invalid("more than one JSON object");
    std::ranges::stable_sort(event_.leaves_, {}, &FlatEvent::Leaf::path_hash);
    return std::move(event_);
  }

 private:
  // What a leaf has from what is around it.
  struct Place {
    std::uint64_t path_hash = kEmptyHash;
    std::uint32_t key = kNoKey;
    ScopeId scope = kWholeEvent;
  };

  // A bracket that is not closed yet.
  struct Open {
    bool object;
    Place here;
    std::uint32_t array = 0;
  };

  static std::uint32_t count(std::size_t size) { return static_cast<std::uint32_t>(size); }

  void close() {
    if (!open_.back().object) {
      event_.arrays_.arrays[open_.back().array].end = count(event_.arrays_.scopes.size());
    }
    open_.pop_back();
  }

  Place under_key(const Place& place, const std::string& key) {
    Place below = place;
    if (place.key != kNoKey) below.path_hash = hash_on(below.path_hash, ".");
    below.path_hash = hash_on(below.path_hash, key);
    below.key = count(event_.keys_.size());
    event_.keys_.push_back({.parent = place.key,
                            .text_at = count(event_.texts_.size()),
                            .text_bytes = count(key.size())});
    keep(key);
    return below;
  }

  void add_element(Token token) {
    const Open& array = open_.back();
    Place element = array.here;
    if (token == Token::kStartObject || token == Token::kStartArray) {
      element.scope = count(event_.arrays_.scopes.size());
      event_.arrays_.scopes.push_back({.parent = array.here.scope, .array = array.array});
    }
    add(token, element);
  }

  // A value that has just begun.
  void add(Token token, const Place& place) {
    switch (token) {
      case Token::kStartObject:
        open_.push_back({.object = true, .here = place});
        break;
      case Token::kStartArray:
        open_.push_back(
            {.object = false, .here = place, .array = count(event_.arrays_.arrays.size())});
        event_.arrays_.arrays.emplace_back();
        break;
      case Token::kString:
        add_leaf(place, {.kind = Value::Kind::kString, .text = keep(reader_.text()), .number = {}});
        break;
      case Token::kNumber: {
        const std::string_view spelling = keep(reader_.text());
        add_leaf(place, {.kind = Value::Kind::kNumber,
                         .text = spelling,
                         .number = comparable_number(spelling)});
        break;
      }
      case Token::kTrue:
        add_leaf(place, {.kind = Value::Kind::kTrue, .text = {}, .number = {}});
        break;
      case Token::kFalse:
        add_leaf(place, {.kind = Value::Kind::kFalse, .text = {}, .number = {}});
        break;
      case Token::kNull:
        add_leaf(place, {.kind = Value::Kind::kNull, .text = {}, .number = {}});
        break;
      default:
        break;  // broken: the next token is that again
    }
  }

  void add_leaf(const Place& place, const Value& value) {
    event_.leaves_.push_back(
        {.path_hash = place.path_hash, .key = place.key, .scope = place.scope, .value = value});
  }

  // No text is longer unescaped than it was escaped, so that what was reserved is always enough.
  std::string_view keep(std::string_view text) {
    const std::size_t at = event_.texts_.size();
    event_.texts_.insert(event_.texts_.end(), text.begin(), text.end());
    return {event_.texts_.data() + at, text.size()};
  }

  JsonReader reader_;
  FlatEvent event_;
  std::vector<Open> open_;
};

Result<FlatEvent> FlatEvent::parse(std::string_view json) {
  if (json.size() > kBytesMax) return invalid("too long");
  if (!simdjson::validate_utf8(json.data(), json.size())) return invalid("not UTF-8");
  return EventFlattener(json).flatten();
}

std::vector<const FlatEvent::Leaf*> FlatEvent::leaves_at(std::string_view path) const {
  const std::uint64_t hash = hash_on(kEmptyHash, path);
  std::vector<const Leaf*> out;
  for (auto leaf = std::ranges::lower_bound(leaves_, hash, {}, &Leaf::path_hash);
       leaf != leaves_.end() && leaf->path_hash == hash; ++leaf) {
    if (has_path(*leaf, path)) out.push_back(&*leaf);
  }
  return out;
}

// Compares from the innermost key outwards.
bool FlatEvent::has_path(const Leaf& leaf, std::string_view path) const {
  for (std::uint32_t at = leaf.key; at != kNoKey;) {
    const Key& key = keys_[at];
    const std::string_view text(texts_.data() + key.text_at, key.text_bytes);
    if (!path.ends_with(text)) return false;
    path.remove_suffix(text.size());
    at = key.parent;
    if (at == kNoKey) return path.empty();
    if (!path.ends_with('.')) return false;
    path.remove_suffix(1);
  }
  return false;
}

}  // namespace epitaph::pattern
