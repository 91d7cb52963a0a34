#include "ledger/context_changes.h"

#include <algorithm>

namespace epitaph::ledger {
namespace {

const Container* find(const Task& task, std::string_view name) {
  const auto found = std::ranges::find(task.containers, name, &Container::name);
  return found == task.containers.end() ? nullptr : &*found;
}

ImageChange change_of(std::string name, const Container* before, const Container* now) {
  static const Container kNone;
  const auto& old_one = before ? *before : kNone;
  const auto& new_one = now ? *now : kNone;
  return {.container = std::move(name),
          .image_before = old_one.image,
          .image_now = new_one.image,
          .digest_before = old_one.image_digest,
          .digest_now = new_one.image_digest};
}

/// A digest that is told of one task only is no difference.
bool other_digest(const ImageChange& change) {
  return !change.digest_before.empty() && !change.digest_now.empty() &&
         change.digest_before != change.digest_now;
}

}  // namespace

bool ran_well(const Task& task, const std::optional<StopKind>& kind) {
  return task.started_at && kind.value_or(StopKind::kNormal) == StopKind::kNormal;
}

std::vector<ImageChange> image_changes(const Task& before, const Task& now) {
  std::vector<ImageChange> changes;
  const auto compare = [&](const std::string& name) {
    auto change = change_of(name, find(before, name), find(now, name));
    const bool same_image = change.image_before == change.image_now;
    change.same_tag_new_digest = same_image && other_digest(change);
    if (!same_image || change.same_tag_new_digest) changes.push_back(std::move(change));
  };
  for (const auto& container : now.containers) compare(container.name);
  for (const auto& container : before.containers) {
    if (!find(now, container.name)) compare(container.name);
  }
  return changes;
}

}  // namespace epitaph::ledger
