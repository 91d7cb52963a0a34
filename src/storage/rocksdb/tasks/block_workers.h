#pragma once
#include <atomic>
#include <optional>
#include <thread>
#include <vector>

#include "base/result.h"

namespace epitaph::storage::rocks {

/// So many threads share the blocks of a large question; it must leave room for commits.
constexpr std::size_t kBlockWorkers = 2;
/// Below that a thread costs more than it gains.
constexpr std::size_t kParallelBlocksMin = 6;

/// Calls `work(worker, i)` for each i below `count`, on kBlockWorkers threads when they are many;
/// `worker` is below kBlockWorkers, and no two calls with the same one run at once. Stops at the
/// first error and gives it.
template <class Work>
Status for_each_block(std::size_t count, Work work) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::optional<Error>> errors(kBlockWorkers);
  const auto run = [&](std::size_t worker) {
    for (std::size_t i = next++; i < count; i = next++) {
      if (Status done = work(worker, i); !done) {
        errors[worker] = std::move(done).error();
        next = count;
      }
    }
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t worker = 1; worker < kBlockWorkers && count >= kParallelBlocksMin; ++worker) {
      threads.emplace_back(run, worker);
    }
    run(0);
  }
  for (auto& error : errors) {
    if (error) return std::move(*error);
  }
  return Done{};
}

}  // namespace epitaph::storage::rocks
