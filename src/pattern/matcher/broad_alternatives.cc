#include "pattern/matcher/broad_alternatives.h"

#include <algorithm>

#include "pattern/matcher/text_hash.h"

namespace epitaph::pattern {

BroadAlternatives::Place BroadAlternatives::add(RecordId record, std::span<const CheckId> ids,
                                                CheckId shared, const FieldChecks& checks,
                                                std::optional<std::uint64_t> anchor) {
  Group wanted{.anchor = anchor, .present = {}, .absent = {}, .buckets = {}};
  for (const CheckId id : ids) {
    const FieldCheck& check = checks[id];
    if (check.must_be_absent) {
      wanted.absent.push_back(check.path);
    } else if (!check.may_be_absent) {
      wanted.present.push_back(check.path);
    }
  }
  std::ranges::sort(wanted.present);
  std::ranges::sort(wanted.absent);
  const Place place = group_of(std::move(wanted));
  auto& buckets = groups_[place.group].buckets;
  const auto [at, added] = bucket_index_.try_emplace(std::uint64_t{place.group} << 32U | shared,
                                                     static_cast<std::uint32_t>(buckets.size()));
  if (added) buckets.push_back({.shared = shared, .records = {}});
  buckets[at->second].records.push_back(record);
  return place;
}

BroadAlternatives::Place BroadAlternatives::group_of(Group wanted) {
  std::uint64_t hash = mix(wanted.anchor.value_or(0));
  for (const PathId path : wanted.present) hash = mix(hash + path + 1);
  for (const PathId path : wanted.absent) hash = mix(~hash + path + 1);
  const auto [begin, end] = group_index_.equal_range(hash);
  for (auto at = begin; at != end; ++at) {
    const Group& group = groups_[at->second];
    if (group.anchor == wanted.anchor && group.present == wanted.present &&
        group.absent == wanted.absent) {
      return {.group = at->second, .made = false};
    }
  }
  const auto id = static_cast<std::uint32_t>(groups_.size());
  group_index_.emplace(hash, id);
  const auto& present = wanted.present;
  if (!wanted.anchor && present.empty()) {
    anywhere_.push_back(id);
  } else if (!wanted.anchor) {
    if (by_path_.size() <= present.back()) by_path_.resize(present.back() + std::size_t{1});
    const PathId fewest =
        *std::ranges::min_element(present, {}, [&](PathId path) { return by_path_[path].size(); });
    by_path_[fewest].push_back(id);
  }
  groups_.push_back(std::move(wanted));
  return {.group = id, .made = true};
}

std::size_t BroadAlternatives::memory_bytes() const {
  constexpr std::size_t kMapNode = 40;
  std::size_t sum = (group_index_.size() + bucket_index_.size()) * kMapNode +
                    by_path_.capacity() * sizeof(by_path_[0]) + groups_.capacity() * sizeof(Group);
  for (const Group& group : groups_) {
    sum += (group.present.capacity() + group.absent.capacity()) * sizeof(PathId) +
           group.buckets.capacity() * sizeof(Bucket);
    for (const Bucket& bucket : group.buckets) {
      sum += bucket.records.capacity() * sizeof(RecordId);
    }
  }
  return sum;
}

}  // namespace epitaph::pattern
