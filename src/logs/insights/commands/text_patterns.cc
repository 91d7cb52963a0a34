#include "logs/insights/commands/text_patterns.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/ascii.h"
#include "logs/insights/token.h"

namespace epitaph::logs::insights {
namespace {

using Kind = TextPatterns::Kind;
using Piece = TextPatterns::Piece;

/// What of a line is looked at; the rest is one dynamic word.
constexpr std::size_t kPiecesMax = 400;
/// Of the words of two lines, how many must be the same for them to be alike.
constexpr double kAlikeShare = 0.6;

bool is_word(char c) {
  return is_alphanumeric(c) || c == '_' || c == '-' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// How many characters of `text` have the shape: 0 a digit, x a hex digit, all else itself; 0 when
/// it does not begin so.
std::size_t shaped(std::string_view text, std::string_view shape) {
  if (text.size() < shape.size()) return 0;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const bool fits = shape[i] == '0'   ? is_digit(text[i])
                      : shape[i] == 'x' ? is_hex(text[i])
                                        : text[i] == shape[i];
    if (!fits) return 0;
  }
  return shape.size();
}

std::size_t digits_at(std::string_view text) {
  return std::min(text.size(), static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) -
                                                        text.begin()));
}

/// A clock time with fraction and offset, `14:41:47.410Z`.
std::size_t clock_at(std::string_view text) {
  std::size_t end = shaped(text, "00:00:00");
  if (end == 0) return 0;
  if (end < text.size() && (text[end] == '.' || text[end] == ',')) {
    const std::size_t fraction = digits_at(text.substr(end + 1));
    if (fraction > 0) end += 1 + fraction;
  }
  const std::string_view rest = text.substr(end);
  if (rest.starts_with('Z')) return end + 1;
  for (const std::string_view offset : {"+00:00", "-00:00", "+0000", "-0000"}) {
    if (const std::size_t more = shaped(rest, offset); more > 0) return end + more;
  }
  return end;
}

struct Recognised {
  Kind kind = Kind::kWord;
  std::size_t length = 0;
};

/// A value that is known by its shape, and may hold what else ends a word.
Recognised value_at(std::string_view text) {
  std::size_t date = shaped(text, "0000-00-00");
  if (date == 0) date = shaped(text, "0000/00/00");
  if (date > 0) {
    const std::string_view rest = text.substr(date);
    const bool more = rest.starts_with('T') || rest.starts_with(' ');
    const std::size_t clock = more ? clock_at(rest.substr(1)) : 0;
    return clock > 0 ? Recognised{Kind::kTime, date + 1 + clock} : Recognised{Kind::kDate, date};
  }
  if (const std::size_t clock = clock_at(text); clock > 0) return {Kind::kTime, clock};
  if (const std::size_t uuid = shaped(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"); uuid > 0) {
    return {Kind::kUuid, uuid};
  }
  return {};
}

bool is_address(std::string_view word) {
  int parts = 0;
  while (true) {
    const std::size_t digits = digits_at(word);
    if (digits == 0 || digits > 3) return false;
    word.remove_prefix(digits);
    if (++parts == 4) return word.empty();
    if (!word.starts_with('.')) return false;
    word.remove_prefix(1);
  }
}

Kind kind_of(std::string_view word) {
  if (std::ranges::none_of(word, is_digit)) return Kind::kWord;
  if (is_address(word)) return Kind::kAddress;
  std::string_view number = word;
  if (number.starts_with('-')) number.remove_prefix(1);
  const std::size_t whole = digits_at(number);
  number.remove_prefix(whole);
  if (whole > 0 && number.starts_with('.')) {
    number.remove_prefix(1);
    number.remove_prefix(digits_at(number));
  }
  return whole > 0 && number.empty() ? Kind::kNumber : Kind::kToken;
}

Piece take_word(std::string_view& rest) {
  if (const auto value = value_at(rest); value.length > 0) {
    rest.remove_prefix(value.length);
    return {value.kind, {}};
  }
  std::size_t end = 0;
  while (end < rest.size() && is_word(rest[end])) ++end;
  // A full stop at the end of a sentence is no part of its last word.
  while (end > 1 && rest[end - 1] == '.') --end;
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(end);
  const Kind kind = kind_of(word);
  return {kind, kind == Kind::kWord ? std::string{word} : std::string{}};
}

std::vector<Piece> pieces_of(std::string_view rest) {
  std::vector<Piece> pieces;
  while (!rest.empty()) {
    if (pieces.size() == kPiecesMax) {
      pieces.push_back({Kind::kToken, {}});
      break;
    }
    if (is_word(rest.front())) {
      pieces.push_back(take_word(rest));
      continue;
    }
    const auto end = static_cast<std::size_t>(std::ranges::find_if(rest, is_word) - rest.begin());
    pieces.push_back({Kind::kBetween, std::string{rest.substr(0, end)}});
    rest.remove_prefix(end);
  }
  return pieces;
}

/// The share of words that two lines have in common; 0 when they differ in what is between.
double likeness(const std::vector<Piece>& a, const std::vector<Piece>& b) {
  std::size_t words = 0, same = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if ((a[i].kind == Kind::kBetween || b[i].kind == Kind::kBetween)) {
      if (a[i] != b[i]) return 0;
      continue;
    }
    ++words;
    if (a[i].kind != Kind::kWord || b[i].kind != Kind::kWord || a[i] == b[i]) ++same;
  }
  return words == 0 ? 1 : static_cast<double>(same) / static_cast<double>(words);
}

void merge_into(std::vector<Piece>& pattern, const std::vector<Piece>& line) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != line[i]) pattern[i] = {Kind::kToken, {}};
  }
}

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::kTime:
      return "Time";
    case Kind::kDate:
      return "Date";
    case Kind::kAddress:
      return "IPAddress";
    case Kind::kUuid:
      return "UUID";
    case Kind::kNumber:
      return "Number";
    case Kind::kToken:
    case Kind::kWord:
    case Kind::kBetween:
      break;
  }
  return "Token";
}

std::string pattern_text(const std::vector<Piece>& pieces) {
  std::string text;
  int dynamic = 0;
  for (const Piece& piece : pieces) {
    const bool fixed = piece.kind == Kind::kBetween || piece.kind == Kind::kWord;
    text += fixed ? piece.text : fmt::format("<{}-{}>", name_of(piece.kind), ++dynamic);
  }
  return text;
}

std::string_view severity_of(const std::vector<Piece>& pieces) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kSeverities = {
      {{"fatal", "ERROR"},
       {"critical", "ERROR"},
       {"error", "ERROR"},
       {"warning", "WARN"},
       {"warn", "WARN"},
       {"info", "INFO"},
       {"debug", "DEBUG"},
       {"trace", "TRACE"}}};
  for (const auto& [word, severity] : kSeverities) {
    for (const Piece& piece : pieces) {
      if (piece.kind == Kind::kWord && equal_ignoring_case(piece.text, word)) return severity;
    }
  }
  return {};
}

}  // namespace

Status TextPatterns::add(std::string_view line) {
  ++lines_;
  auto pieces = pieces_of(line);
  const auto first = std::ranges::find(pieces, Kind::kWord, &Piece::kind);
  auto& family = families_[{pieces.size(), first == pieces.end() ? std::string{} : first->text}];
  std::size_t best = 0;
  double best_likeness = 0;
  for (const std::size_t candidate : family) {
    const double alike = likeness(clusters_[candidate].pieces, pieces);
    if (alike > best_likeness) {
      best = candidate;
      best_likeness = alike;
    }
  }
  if (best_likeness >= kAlikeShare) {
    merge_into(clusters_[best].pieces, pieces);
    ++clusters_[best].count;
    return Done{};
  }
  std::size_t bytes = sizeof(Cluster) + 2 * sizeof(Family);
  for (const Piece& piece : pieces) bytes += sizeof(Piece) + piece.text.size();
  EPITAPH_CHECK(memory_.take(bytes, "pattern"));
  family.push_back(clusters_.size());
  clusters_.push_back({std::move(pieces), 1});
  return Done{};
}

std::vector<TextPatterns::Found> TextPatterns::patterns() const {
  std::vector<Found> found;
  for (const Cluster& cluster : clusters_) {
    found.push_back({pattern_text(cluster.pieces), cluster.count, severity_of(cluster.pieces)});
  }
  std::ranges::stable_sort(found, std::greater{}, &Found::count);
  return found;
}

}  // namespace epitaph::logs::insights
