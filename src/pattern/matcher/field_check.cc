#include "pattern/matcher/field_check.h"

#include <algorithm>
#include <utility>

#include "pattern/matcher/condition_hash.h"

namespace epitaph::pattern {
namespace {

template <class Kind>
bool any_is(const std::vector<Condition>& conditions) {
  return std::ranges::any_of(conditions,
                             [](const Condition& c) { return std::holds_alternative<Kind>(c); });
}

bool any_accepts(const std::vector<Condition>& conditions, const Value& value) {
  return std::ranges::any_of(conditions,
                             [&](const Condition& c) { return pattern::accepts(c, value); });
}

}  // namespace

FieldCheck::FieldCheck(PathId at, std::vector<Condition> any_of)
    : path(at),
      conditions(std::move(any_of)),
      may_be_absent(any_is<Absent>(conditions)),
      must_be_absent(std::ranges::all_of(
          conditions, [](const Condition& c) { return std::holds_alternative<Absent>(c); })),
      has_anything_but(any_is<AnythingBut>(conditions)) {}

bool FieldCheck::accepts(WantedLeaf& leaf, WantedLeaves& leaves) const {
  if (leaf.value.kind != Value::Kind::kNumber) return any_accepts(conditions, leaf.value);
  // Whether a number is comparable takes longer to find out than which double is nearest, and
  // mostly that one is refused already. Only anything-but takes what is not comparable.
  if (!has_anything_but && leaf.number != WantedLeaf::Number::kComparable) {
    leaves.nearest(leaf);
    if (!any_accepts(conditions, leaf.value)) return false;
  }
  return any_accepts(conditions, leaves.exact(leaf));
}

bool FieldCheck::accepts(WantedLeaves& leaves) const {
  std::uint32_t at = leaves.first(path);
  if (at == WantedLeaf::kNone) return may_be_absent;
  while (at != WantedLeaf::kNone) {
    WantedLeaf& leaf = leaves.leaf(at);
    if (accepts(leaf, leaves)) return true;
    at = leaf.next;
  }
  return false;
}

std::size_t FieldCheck::memory_bytes() const {
  constexpr std::size_t kControlBlock = 32;
  return kControlBlock + sizeof(FieldCheck) + conditions.capacity() * sizeof(Condition) +
         condition_bytes(conditions);
}

std::uint64_t FieldChecks::hash_of(PathId path, const std::vector<Condition>& conditions) {
  return condition_hash(conditions, path);
}

CheckId FieldChecks::intern(std::uint64_t hash, PathId path,
                            const std::vector<Condition>& conditions) {
  const CheckId found = find(hash, path, conditions);
  if (found != kNone) return found;
  return add(hash, std::make_shared<const FieldCheck>(path, conditions));
}

CheckId FieldChecks::intern(const std::shared_ptr<const FieldCheck>& check) {
  const std::uint64_t hash = hash_of(check->path, check->conditions);
  const CheckId found = find(hash, check->path, check->conditions);
  return found != kNone ? found : add(hash, check);
}

CheckId FieldChecks::find(std::uint64_t hash, PathId path,
                          const std::vector<Condition>& conditions) const {
  if (slots_.empty()) return kNone;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash & mask; slots_[slot].id != kNone; slot = (slot + 1) & mask) {
    if (slots_[slot].tag != tag_of(hash)) continue;
    const CheckId id = slots_[slot].id;
    if (checks_[id]->path == path && checks_[id]->conditions == conditions) return id;
  }
  return kNone;
}

CheckId FieldChecks::add(std::uint64_t hash, std::shared_ptr<const FieldCheck> check) {
  const auto id = static_cast<CheckId>(checks_.size());
  checks_.push_back(std::move(check));
  hashes_.push_back(hash);
  if (2 * checks_.size() > slots_.size()) {
    widen();
  } else {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = hash & mask;
    while (slots_[slot].id != kNone) slot = (slot + 1) & mask;
    slots_[slot] = {.id = id, .tag = tag_of(hash)};
  }
  return id;
}

void FieldChecks::widen() {
  slots_.assign(std::max<std::size_t>(16, 2 * slots_.size()), Slot{});
  const std::size_t mask = slots_.size() - 1;
  for (CheckId id = 0; id < hashes_.size(); ++id) {
    std::size_t slot = hashes_[id] & mask;
    while (slots_[slot].id != kNone) slot = (slot + 1) & mask;
    slots_[slot] = {.id = id, .tag = tag_of(hashes_[id])};
  }
}

std::size_t FieldChecks::memory_bytes() const {
  std::size_t sum = checks_.capacity() * sizeof(checks_[0]) +
                    hashes_.capacity() * sizeof(hashes_[0]) + slots_.capacity() * sizeof(Slot);
  for (const auto& check : checks_) sum += check->memory_bytes();
  return sum;
}

}  // namespace epitaph::pattern
