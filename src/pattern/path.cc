#include "pattern/path.h"

#include <algorithm>

namespace epitaph::pattern {

void Path::push(std::string_view key) {
  ends_.push_back(joined_.size());
  if (ends_.size() > 1) joined_ += '.';
  joined_ += key;
}

void Path::pop() {
  joined_.resize(ends_.back());
  ends_.pop_back();
}

bool PathLess::operator()(std::string_view a, std::string_view b) const {
  const auto [in_a, in_b] = std::ranges::mismatch(a, b);
  if (in_b == b.end()) return false;
  if (in_a == a.end()) return true;
  const auto left = static_cast<unsigned char>(*in_a);
  const auto right = static_cast<unsigned char>(*in_b);
  // Beyond U+FFFF (first byte F0 and up) UTF-16 begins with a surrogate, D800 to DFFF; that is less
  // than U+E000 to U+FFFF (first byte EE or EF). All else is ordered as the bytes are.
  const bool left_beyond = left >= 0xF0;
  const bool right_beyond = right >= 0xF0;
  if (left_beyond != right_beyond && std::min(left, right) >= 0xEE) return left_beyond;
  return left < right;
}

}  // namespace epitaph::pattern
