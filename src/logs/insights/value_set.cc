#include "logs/insights/value_set.h"

namespace epitaph::logs::insights {

namespace {
constexpr std::size_t kNodeBytes = 48;  // of an element of either set, beside its text
}

void ValueSet::add(const Value& value) {
  if (value.absent() || value.is_document()) return;
  if (const auto number = value.to_number()) {
    if (numbers_.insert(*number).second) bytes_ += kNodeBytes;
    return;
  }
  std::string scratch;
  const std::string_view text = value.to_text(scratch);
  if (texts_.emplace(text).second) bytes_ += kNodeBytes + sizeof(std::string) + text.size();
}

bool ValueSet::contains(const Value& value) const {
  if (value.absent() || value.is_document()) return false;
  if (const auto number = value.to_number()) return numbers_.contains(*number);
  std::string scratch;
  return texts_.contains(value.to_text(scratch));
}

}  // namespace epitaph::logs::insights
