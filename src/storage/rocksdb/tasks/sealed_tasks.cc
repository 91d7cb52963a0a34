#include "storage/rocksdb/tasks/sealed_tasks.h"

#include "model/arn.h"
#include "storage/rocksdb/tasks/task_arn.h"

namespace epitaph::storage::rocks {

namespace {

/// The index may point at what has been rewritten since, or was never finished.
const SealedBlock* block_of(const TaskRowRef& ref, const SealedView& view) {
  const auto found = view.blocks->find(ref.block);
  if (found == view.blocks->end() || ref.row >= found->second.header.rows) return nullptr;
  return &found->second;
}

}  // namespace

bool SealedView::is_alive(const TaskRowRef& ref) const {
  const SealedBlock* const block = block_of(ref, *this);
  return block != nullptr && (block->dead == nullptr || !(*block->dead)[ref.row]);
}

Result<std::vector<bool>> SealedTasks::may_have(std::span<const std::string> arns) const {
  std::vector<bool> known;
  RangeWalk walk(database_, Family::kTaskPlaces, {}, nullptr, Reach::kOnePrefix);
  for (const std::string& arn : arns) {
    const std::string prefix = id_key_prefix_of(arn);
    // Without its prefix in a file's filter the file is not read, and the walk may end anywhere.
    walk.seek(prefix);
    known.push_back(walk.valid() && walk.key().starts_with(prefix));
    if (!walk.valid()) EPITAPH_CHECK(walk.status());
  }
  return known;
}

Result<std::vector<TaskRowRef>> SealedTasks::rows_of(std::string_view arn,
                                                     const SealedView& view) const {
  std::vector<TaskRowRef> rows;
  RangeWalk walk(database_, Family::kTaskPlaces, KeyRange::of_prefix(id_key_prefix_of(arn)),
                 view.snapshot->get(), Reach::kOnePrefix);
  for (walk.seek_first(); walk.valid(); walk.next()) {
    const auto ref = decode_task_id_key(walk.key());
    if (!ref) return bad_row("task_places");
    const SealedBlock* const block = block_of(*ref, view);
    if (block == nullptr) continue;
    EPITAPH_TRY(found, open(*block, view).arn(ref->row));
    if (found == arn) rows.push_back(*ref);
  }
  EPITAPH_CHECK(walk.status());
  return rows;
}

Result<std::optional<SealedRow>> SealedTasks::find(std::string_view arn,
                                                   const SealedView& view) const {
  EPITAPH_TRY(rows, rows_of(arn, view));
  for (const TaskRowRef& ref : rows) {
    if (!view.is_alive(ref)) continue;
    EPITAPH_TRY(place, open(*block_of(ref, view), view).place(ref.row));
    return std::optional{SealedRow{.ref = ref, .place = place}};
  }
  return std::optional<SealedRow>{};
}

Result<std::vector<std::string>> SealedTasks::find_by_id(std::string_view id_prefix,
                                                         std::size_t limit,
                                                         const SealedView& view) const {
  std::vector<std::string> found;
  for (const KeyRange& range : id_key_ranges(id_prefix)) {
    EPITAPH_CHECK(find_in(range, id_prefix, limit, view, found));
  }
  return found;
}

Status SealedTasks::find_in(const KeyRange& range, std::string_view id_prefix, std::size_t limit,
                            const SealedView& view, std::vector<std::string>& found) const {
  std::size_t here = 0;
  std::string last;  // of the keys, what ids are ordered by: those that share it may stand anyhow
  RangeWalk walk(database_, Family::kTaskPlaces, range, view.snapshot->get());
  for (walk.seek_first(); walk.valid(); walk.next()) {
    const auto ref = decode_task_id_key(walk.key());
    if (!ref) return bad_row("task_places");
    const std::string_view begin = walk.key().substr(0, kIdKeyPrefixBytes);
    if (here >= limit && begin != last) break;
    last = begin;
    if (!view.is_alive(*ref)) continue;
    EPITAPH_TRY(arn, open(*block_of(*ref, view), view).arn(ref->row));
    // An entry that was left behind by a block of the same number shows another id here.
    const bool stale = id_key_prefix_of(arn) != last;
    if (stale || !last_segment(arn).starts_with(id_prefix)) continue;
    found.push_back(std::move(arn));
    ++here;
  }
  return walk.status();
}

}  // namespace epitaph::storage::rocks
