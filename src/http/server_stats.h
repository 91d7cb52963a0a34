#pragma once
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace epitaph::http {

/// What a server has done since it started and what it holds now: a snapshot, for whoever publishes
/// metrics. The numbers are read one after another, so they may be a request apart.
struct ServerStats {
  std::uint64_t connections_accepted = 0;
  /// Turned away because there were connections_max already.
  std::uint64_t connections_refused = 0;
  std::uint64_t connections_open = 0;
  /// Responses by the first digit of their status: [0] is 1xx (always 0) to [4] 5xx. Refusals that
  /// never reached a handler are among them.
  std::array<std::uint64_t, 5> responses_by_class{};
  /// Requests that met a full queue, or no room for their body.
  std::uint64_t overloads = 0;
  /// Requests whose handler threw.
  std::uint64_t handler_failures = 0;
  /// Headers and bodies of requests, and of responses.
  std::uint64_t bytes_received = 0;
  std::uint64_t bytes_sent = 0;
  /// Bytes of request bodies in memory.
  std::uint64_t body_bytes_held = 0;
  /// Requests that wait for a worker or are with one.
  std::uint64_t requests_with_workers = 0;

  std::uint64_t requests() const {
    std::uint64_t sum = 0;
    for (const auto count : responses_by_class) sum += count;
    return sum;
  }
};

/// The counters behind it, which the server's threads add to. Relaxed: nothing is decided by them.
struct ServerCounters {
  using Counter = std::atomic<std::uint64_t>;

  Counter connections_accepted{0};
  Counter connections_refused{0};
  std::array<Counter, 5> responses_by_class{};
  Counter overloads{0};
  Counter handler_failures{0};
  Counter bytes_received{0};
  Counter bytes_sent{0};

  static void add(Counter& counter, std::uint64_t n = 1) {
    counter.fetch_add(n, std::memory_order_relaxed);
  }
  void count_response(int status) {
    const auto digit = static_cast<std::size_t>(status / 100);
    if (digit >= 1 && digit <= responses_by_class.size()) add(responses_by_class[digit - 1]);
  }
};

}  // namespace epitaph::http
