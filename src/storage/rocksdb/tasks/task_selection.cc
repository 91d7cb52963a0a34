#include "storage/rocksdb/tasks/task_selection.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <span>

#include "base/ascii.h"

namespace epitaph::storage::rocks {

namespace {

/// A column, and which of its tuples are wanted.
struct Narrowing {
  std::size_t column;
  std::vector<std::uint8_t> wanted;  ///< by tuple
  std::size_t wanted_count = 0;
};

Narrowing by_values(std::size_t column, const TaskDictionary& dictionary,
                    const std::vector<std::uint8_t>& wanted_values) {
  Narrowing narrowing{.column = column, .wanted = std::vector<std::uint8_t>(dictionary.tuples())};
  for (std::size_t code = 0; code < dictionary.tuples(); ++code) {
    const auto ids = dictionary.tuple(code);
    if (std::ranges::any_of(ids, [&](std::uint32_t id) { return wanted_values[id] != 0; })) {
      narrowing.wanted[code] = 1;
      ++narrowing.wanted_count;
    }
  }
  return narrowing;
}

Result<Narrowing> narrow_by(TaskColumns& columns, const TaskFieldMatch& match) {
  const auto column = static_cast<std::size_t>(match.field);
  std::vector<std::uint32_t> ids;
  for (const std::string& value : match.values) {
    EPITAPH_TRY(id, columns.find(column, value));
    if (id) ids.push_back(*id);
  }
  if (ids.empty()) return Narrowing{.column = column};
  EPITAPH_TRY(dictionary, columns.dictionary(column));
  std::vector<std::uint8_t> wanted(dictionary->values());
  for (const std::uint32_t id : ids) wanted[id] = 1;
  return by_values(column, *dictionary, wanted);
}

Result<Narrowing> narrow_by(TaskColumns& columns, const std::string& lower_text) {
  EPITAPH_TRY(dictionary, columns.dictionary(kReasonsColumn));
  std::vector<std::uint8_t> wanted(dictionary->values());
  for (std::size_t id = 0; id < wanted.size(); ++id) {
    wanted[id] = dictionary->value(id).find(lower_text) != std::string_view::npos ? 1 : 0;
  }
  return by_values(kReasonsColumn, *dictionary, wanted);
}

/// All that a query says of columns; nullopt when no row can satisfy it.
Result<std::optional<std::vector<Narrowing>>> narrowings(TaskColumns& columns,
                                                         const TaskQuery& query) {
  std::vector<Narrowing> all;
  for (const TaskFieldMatch& match : query.where) {
    EPITAPH_TRY(one, narrow_by(columns, match));
    if (one.wanted_count == 0) return std::optional<std::vector<Narrowing>>{};
    all.push_back(std::move(one));
  }
  if (!query.text.empty()) {
    EPITAPH_TRY(one, narrow_by(columns, to_lower(query.text)));
    if (one.wanted_count == 0) return std::optional<std::vector<Narrowing>>{};
    all.push_back(std::move(one));
  }
  std::erase_if(all, [](const Narrowing& one) { return one.wanted_count == one.wanted.size(); });
  return std::optional{std::move(all)};
}

/// One wanted code is compared, which the compiler does many at a time once it knows that a mask's
/// bytes are nothing that the codes are read through; several are looked up.
void keep_equal(std::span<const std::uint16_t> codes, std::uint16_t wanted,
                std::uint8_t* __restrict mask) {
  for (std::size_t i = 0; i < codes.size(); ++i) {
    mask[i] = static_cast<std::uint8_t>(mask[i] & (codes[i] == wanted ? 1 : 0));
  }
}

void keep_wanted(std::span<const std::uint16_t> codes, const std::uint8_t* __restrict wanted,
                 std::uint8_t* __restrict mask) {
  for (std::size_t i = 0; i < codes.size(); ++i) {
    mask[i] = static_cast<std::uint8_t>(mask[i] & wanted[codes[i]]);
  }
}

void apply(const Narrowing& narrowing, const Codes& codes, RowMask& mask) {
  if (narrowing.wanted_count > 1) {
    keep_wanted(codes, narrowing.wanted.data(), mask.data());
    return;
  }
  const auto wanted = std::ranges::find(narrowing.wanted, 1) - narrowing.wanted.begin();
  keep_equal(codes, static_cast<std::uint16_t>(wanted), mask.data());
}

Status apply(TaskColumns& columns, const std::vector<Narrowing>& narrowings, RowMask& mask) {
  for (const Narrowing& narrowing : narrowings) {
    EPITAPH_TRY(codes, columns.codes(narrowing.column));
    apply(narrowing, *codes, mask);
  }
  return Done{};
}

Status bound_by_time(TaskBlock& block, const TaskQuery& query, TaskSelection& selection) {
  const TaskBlockHeader& header = block.header();
  if (query.from <= header.earliest && query.until > header.latest) return Done{};
  EPITAPH_TRY(times, block.times());
  selection.begin = times->lower_bound(query.from.time_since_epoch().count());
  selection.end =
      std::max(selection.begin, times->lower_bound(query.until.time_since_epoch().count()));
  return Done{};
}

}  // namespace

std::size_t TaskSelection::count() const {
  if (every) return end - begin;
  const auto first = mask.begin() + static_cast<std::ptrdiff_t>(begin);
  const auto last = mask.begin() + static_cast<std::ptrdiff_t>(end);
  return std::accumulate(first, last, std::size_t{0});
}

std::optional<std::size_t> TaskSelection::last_before(std::size_t row) const {
  if (row <= begin) return std::nullopt;
  if (every) return row - 1;
  // glibc's looks at 32 rows at a time: of a page that hardly anything satisfies this is the most.
  const void* const last = memrchr(mask.data() + begin, 1, row - begin);
  if (last == nullptr) return std::nullopt;
  return static_cast<std::size_t>(static_cast<const std::uint8_t*>(last) - mask.data());
}

bool may_match(const TaskBlockHeader& header, const TaskQuery& query) {
  return (header.stopped || !query.stopped_only) && header.latest >= query.from &&
         header.earliest < query.until;
}

Result<std::optional<TaskSelection>> select_rows(TaskBlock& block, const DeadRows& dead,
                                                 const TaskQuery& query) {
  if (!may_match(block.header(), query)) return std::optional<TaskSelection>{};
  EPITAPH_TRY(narrowed, narrowings(block, query));
  if (!narrowed) return std::optional<TaskSelection>{};
  TaskSelection selection{.begin = 0, .end = block.rows()};
  EPITAPH_CHECK(bound_by_time(block, query, selection));
  if (selection.begin == selection.end) return std::optional<TaskSelection>{};
  selection.every = narrowed->empty() && dead.empty();
  if (!selection.every) {
    selection.mask.assign(block.rows(), 1);
    for (std::size_t row = 0; row < dead.size(); ++row) {
      if (dead[row]) selection.mask[row] = 0;
    }
    EPITAPH_CHECK(apply(block, *narrowed, selection.mask));
  }
  return std::optional{std::move(selection)};
}

Result<std::optional<TaskSelection>> select_rows(TaskSegment& segment, const TaskQuery& query) {
  EPITAPH_TRY(narrowed, narrowings(segment, query));
  if (!narrowed) return std::optional<TaskSelection>{};
  TaskSelection selection{.begin = 0, .end = segment.rows(), .every = false};
  selection.mask.resize(segment.rows());
  for (std::uint32_t row = 0; row < segment.rows(); ++row) {
    const Timestamp time = segment.time(row);
    const bool meant = segment.state(row) == RowState::kCounts &&
                       (segment.stopped(row) || !query.stopped_only) && time >= query.from &&
                       time < query.until;
    selection.mask[row] = meant ? 1 : 0;
  }
  EPITAPH_CHECK(apply(segment, *narrowed, selection.mask));
  return std::optional{std::move(selection)};
}

}  // namespace epitaph::storage::rocks
