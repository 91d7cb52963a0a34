#include "logs/queries/query_runners.h"

#include <algorithm>

namespace epitaph::logs {
namespace {

/// How late a query may be told that its time is up.
constexpr std::chrono::seconds kOverduePause{5};

}  // namespace

std::size_t QueryRunners::default_threads() {
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kThreadsMax);
}

QueryRunners::QueryRunners(Queries& queries, std::size_t threads)
    : queries_(queries), overdue_(kOverduePause, [&queries] { queries.stop_overdue(); }) {
  threads_.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) {
    threads_.emplace_back([&queries](const std::stop_token& stop) {
      while (const auto query = queries.wait_and_take(stop)) queries.run(*query, stop);
    });
  }
}

/// All are told before any is waited for: their queries end together.
QueryRunners::~QueryRunners() {
  for (auto& thread : threads_) thread.request_stop();
  threads_.clear();
  queries_.cancel_waiting();
}

}  // namespace epitaph::logs
