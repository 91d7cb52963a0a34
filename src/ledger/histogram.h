#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "storage/storage.h"

namespace epitaph::ledger {

/// How many tasks there are in one stretch of time; a stretch without any has no bar.
struct Bar {
  Timestamp begin;
  std::uint64_t count = 0;
};

/// A width that people think in (from a minute to thirty days), so that the time from `first` to
/// `last` has about as many bars as fit on a line of a terminal, 60 at most where the years allow.
std::chrono::milliseconds bar_width(Timestamp first, Timestamp last);

/// A width for the time that `counts` span.
std::chrono::milliseconds bar_width(std::span<const storage::TaskCount> counts);

/// The bars of each of `counts`' values of `field`, among the tasks that `query` means.
Result<std::map<std::string, std::vector<Bar>>> histograms(
    storage::Storage& store, storage::TaskQuery query, storage::TaskField field,
    std::span<const storage::TaskCount> counts, std::chrono::milliseconds width);

}  // namespace epitaph::ledger
