#include "logs/filter/raw_needles.h"

#include <algorithm>

namespace epitaph::logs {
namespace {

/// Shorter texts are in too many messages to be worth the look.
constexpr std::size_t kShortestUseful = 3;

}  // namespace

std::optional<RawNeedles> RawNeedles::of(std::string_view value) {
  const bool is_escaped = std::ranges::any_of(
      value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; });
  if (is_escaped || value.size() < kShortestUseful) return std::nullopt;
  RawNeedles needles;
  needles.texts_.emplace_back(std::string{value});
  needles.has_slash_ = value.find('/') != std::string_view::npos;
  return needles;
}

RawNeedles RawNeedles::operator|(const RawNeedles& other) const {
  RawNeedles either = *this;
  either.texts_.insert(either.texts_.end(), other.texts_.begin(), other.texts_.end());
  either.has_slash_ = has_slash_ || other.has_slash_;
  return either;
}

std::size_t RawNeedles::shortest() const {
  std::size_t size = std::string::npos;
  for (const TextNeedle& needle : texts_) size = std::min(size, needle.text().size());
  return size;
}

bool RawNeedles::is_sharper_than(const RawNeedles& other) const {
  if (size() != other.size()) return size() < other.size();
  return shortest() > other.shortest();
}

bool RawNeedles::may_be_in(std::string_view message) const {
  if (texts_.empty()) return true;
  for (const TextNeedle& needle : texts_) {
    if (needle.is_in(message)) return true;
  }
  static const TextNeedle any_escape{"\\"}, character_escape{"\\u"};
  return (has_slash_ ? any_escape : character_escape).is_in(message);
}

}  // namespace epitaph::logs
