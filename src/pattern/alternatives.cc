#include "pattern/alternatives.h"

#include <algorithm>
#include <iterator>

namespace epitaph::pattern {

void Alternatives::set(const Field& field) {
  constexpr std::size_t kUsualFields = 8;
  for (Fields& fields : all_) {
    if (fields.empty()) fields.reserve(kUsualFields);
    const auto at = std::ranges::lower_bound(fields, field.path, {}, &Field::path);
    if (at != fields.end() && at->path == field.path) {
      at->leaf = field.leaf;
    } else {
      fields.insert(at, field);
    }
  }
}

void Alternatives::append(Alternatives&& branch) {
  std::ranges::move(branch.all_, std::back_inserter(all_));
}

Alternatives Alternatives::none() {
  Alternatives out;
  out.all_.clear();
  return out;
}

}  // namespace epitaph::pattern
