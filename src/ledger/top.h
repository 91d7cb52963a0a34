#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/histogram.h"
#include "ledger/ledger.h"

namespace epitaph::ledger {

/// What tasks have most: `epitaph top --by cause`.
struct TopQuery {
  TaskSelection selection;
  storage::TaskField by = storage::TaskField::kCause;
  std::size_t limit = 20;
  std::optional<std::chrono::milliseconds> width;  ///< of the bars; absent: bar_width()
};

struct TopRow {
  std::string value;
  std::uint64_t count = 0;
  Timestamp first, last;  ///< the earliest and the latest of them
  std::vector<Bar> histogram;
};

struct Top {
  std::uint64_t tasks = 0;   ///< that are meant; each counts once here, under each value below
  std::uint64_t values = 0;  ///< how many different ones there are
  std::chrono::milliseconds width{};
  std::vector<TopRow> rows;  ///< most first
};

/// Counts are exact. Errors: kInvalid when `width` is not positive; the store's.
Result<Top> top(storage::Storage& store, const TopQuery& query);

}  // namespace epitaph::ledger
