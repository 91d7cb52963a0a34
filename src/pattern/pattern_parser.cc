#include "pattern/pattern_parser.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>

#include "pattern/alternatives.h"
#include "pattern/match_expression.h"
#include "pattern/path.h"
#include "pattern/pattern_text.h"
#include "pattern/wildcard_score.h"

namespace epitaph::pattern {
namespace {

constexpr std::string_view kOr = "$or";

// No branch of a "$or" has one of these for a field, so an old field "$or" of match expressions is
// told apart.
constexpr std::array<std::string_view, 24> kReserved = {"exactly",
                                                        "equals-ignore-case",
                                                        "prefix",
                                                        "suffix",
                                                        "anything-but",
                                                        "exists",
                                                        "wildcard",
                                                        "numeric",
                                                        "cidr",
                                                        "=",
                                                        "<",
                                                        "<=",
                                                        ">",
                                                        ">=",
                                                        "regex",
                                                        "not-wildcard",
                                                        "not-equals-ignore-case",
                                                        "date-after",
                                                        "date-on-or-after",
                                                        "date-before",
                                                        "date-on-or-before",
                                                        "in-date-range",
                                                        "ip-address-in-range",
                                                        "ip-address-not-in-range"};

// Whether the value of the "$or" just read is a relationship. What turns out to be no JSON is taken
// for one: the fault will be met where it is.
bool is_relationship(const JsonReader& text) {
  JsonReader ahead = text;
  if (ahead.next() != Token::kStartArray) return false;
  std::size_t branches = 0;
  for (; ahead.next() != Token::kEndArray; ++branches) {
    if (ahead.broken()) return true;
    if (ahead.current() != Token::kStartObject) return false;
    while (ahead.next() == Token::kName) {
      if (std::ranges::find(kReserved, ahead.text()) != kReserved.end()) return false;
      ahead.skip_value();
    }
  }
  return branches >= 2;
}

class PatternParser {
 public:
  explicit PatternParser(std::string_view json) : text_(json) {
    // As many as most patterns have.
    constexpr std::size_t kUsualLeaves = 8;
    leaves_.reserve(kUsualLeaves);
    paths_.reserve(kUsualLeaves);
  }

  std::variant<ParsedPattern, PatternError> parse() {
    if (text_.next() != Token::kStartObject) text_.refuse("Filter is not an object");
    if (!text_.error()) parse_object();
    if (!text_.error()) refuse_complex_wildcards();
    if (text_.error()) return *text_.error();
    return ParsedPattern{.leaves = std::move(leaves_), .alternatives = in_order_of_paths()};
  }

 private:
  // A path, which is that of a leaf, and its number among the paths as they come.
  struct NumberedPath {
    std::uint32_t leaf, number;
  };

  // Everything here returns false once the text has been refused. The brace is already read. Calls
  // itself only as deep as JsonReader lets brackets nest.
  bool parse_object() {
    bool empty = true;
    while (text_.next() == Token::kName) {
      empty = false;
      const std::string key = text_.text();
      const bool good =
          key == kOr && is_relationship(text_) ? parse_relationship() : parse_field(key);
      if (!good) return false;
    }
    if (text_.broken() || empty) {
      text_.refuse("Empty objects are not allowed");
      return false;
    }
    return true;
  }

  bool parse_field(const std::string& key) {
    path_.push(key);
    const Token value = text_.next();
    const bool good = value == Token::kStartObject  ? parse_object()
                      : value == Token::kStartArray ? parse_conditions()
                                                    : refuse_scalar(key);
    path_.pop();
    return good;
  }

  bool refuse_scalar(const std::string& key) {
    text_.refuse(fmt::format("\"{}\" must be an object or an array", key));
    return false;
  }

  bool parse_conditions() {
    Leaf leaf{.path = path_.joined(), .conditions = {}};
    while (text_.next() != Token::kEndArray) {
      auto condition = parse_condition(text_);
      if (!condition) return false;
      leaf.conditions.push_back(*std::move(condition));
    }
    if (leaf.conditions.empty()) {
      text_.refuse("Empty arrays are not allowed");
      return false;
    }
    const auto id = static_cast<std::uint32_t>(leaves_.size());
    leaves_.push_back(std::move(leaf));
    alternatives_.set({.path = path_of(id), .leaf = id});
    return true;
  }

  // The number of the leaf's path.
  std::uint32_t path_of(std::uint32_t leaf) {
    const std::string& text = leaves_[leaf].path;
    const auto at = std::ranges::lower_bound(
        paths_, text, PathLess(),
        [&](const NumberedPath& path) -> std::string_view { return leaves_[path.leaf].path; });
    if (at != paths_.end() && leaves_[at->leaf].path == text) return at->number;
    const auto number = static_cast<std::uint32_t>(paths_.size());
    paths_.insert(at, {.leaf = leaf, .number = number});
    return number;
  }

  // Every alternative so far goes on in every branch.
  bool parse_relationship() {
    const Alternatives before = alternatives_;
    Alternatives after = Alternatives::none();
    text_.next();  // the bracket
    while (text_.next() != Token::kEndArray) {
      alternatives_ = before;
      if (text_.broken() || !parse_object()) {
        text_.refuse({});
        return false;
      }
      if (after.size() + alternatives_.size() > kAlternativesMax) {
        text_.refuse(fmt::format("More than {} combinations of $or", kAlternativesMax));
        return false;
      }
      after.append(std::move(alternatives_));
    }
    alternatives_ = std::move(after);
    return true;
  }

  // Only what an alternative still asks for counts: a leaf written again is gone.
  void refuse_complex_wildcards() {
    if (std::ranges::all_of(leaves_, [](const Leaf& leaf) { return wildcards_of(leaf).empty(); })) {
      return;
    }
    std::set<std::uint32_t> used;
    for (const auto& fields : alternatives_.all()) {
      for (const auto& field : fields) used.insert(field.leaf);
    }
    for (const std::uint32_t leaf : used) {
      if (wildcard_score(wildcards_of(leaves_[leaf])) <= kWildcardScoreMax) continue;
      text_.refuse_without_place(
          "Rule is too complex - try using fewer wildcard characters or fewer repeating character "
          "sequences after a wildcard character");
    }
  }

  std::vector<ParsedPattern::Alternative> in_order_of_paths() const {
    std::vector<std::size_t> rank(paths_.size());
    std::size_t next = 0;
    for (const NumberedPath& path : paths_) rank[path.number] = next++;
    std::vector<ParsedPattern::Alternative> out;
    out.reserve(alternatives_.size());
    for (Alternatives::Fields fields : alternatives_.all()) {
      std::ranges::sort(fields, {}, [&](const auto& field) { return rank[field.path]; });
      auto& alternative = out.emplace_back();
      alternative.reserve(fields.size());
      for (const auto& field : fields) alternative.push_back(field.leaf);
    }
    return out;
  }

  static std::vector<WildcardEntry> wildcards_of(const Leaf& leaf) {
    std::vector<WildcardEntry> out;
    for (const Condition& condition : leaf.conditions) {
      WildcardEntry entry;
      const auto take = [&](const ValueTest& test) {
        if (const auto* wildcard = std::get_if<Wildcard>(&test)) entry.push_back(wildcard);
      };
      if (const auto* test = std::get_if<ValueTest>(&condition)) take(*test);
      if (const auto* but = std::get_if<AnythingBut>(&condition)) {
        std::ranges::for_each(but->refused, take);
      }
      if (!entry.empty()) out.push_back(std::move(entry));
    }
    return out;
  }

  PatternText text_;
  Path path_;
  std::vector<Leaf> leaves_;
  std::vector<NumberedPath> paths_;  // in the order of the paths
  Alternatives alternatives_;
};

}  // namespace

std::variant<ParsedPattern, PatternError> parse_pattern(std::string_view json) {
  const auto refuse = [](std::string reason) {
    return PatternError{
        .reason = std::move(reason), .location = {}, .location_twice = false, .source = {}};
  };
  if (json.size() > kPatternBytesMax) {
    return refuse(fmt::format("Longer than {} bytes", kPatternBytesMax));
  }
  if (!simdjson::validate_utf8(json.data(), json.size())) {
    return refuse("Invalid UTF-8");
  }
  return PatternParser(json).parse();
}

}  // namespace epitaph::pattern
