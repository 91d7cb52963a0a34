#pragma once
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "http/listen_address.h"

namespace epitaph::http {

/// How a server behaves. Every limit is there so that no client can make it grow without bound.
struct ServerOptions {
  ListenAddress listen{};

  /// Threads that read and write connections and never block; 0: one for each core.
  unsigned io_threads = 0;
  /// Threads that run handlers. Many more than cores, since most of them wait for an fsync that
  /// they share.
  unsigned worker_threads = 64;
  /// Requests that may wait for a worker; past it Route::on_overload answers.
  std::size_t worker_queue_max = 1024;

  /// Past it a new connection is answered 503 and closed.
  std::size_t connections_max = 10'000;
  /// Request line and headers; past it 431.
  std::size_t header_bytes_max = std::size_t{64} << 10;
  /// One body; past it 413. PutLogEvents and PutEvents stay far below, imports are sent in parts.
  std::size_t body_bytes_max = std::size_t{16} << 20;
  /// All bodies in memory; past it Route::on_overload answers.
  std::size_t bodies_bytes_max = std::size_t{512} << 20;

  /// How long a connection may wait for its next request. Longer than the clients' own (the SDKs
  /// keep theirs for 20 to 60 s), lest they send into a connection that is just being closed.
  std::chrono::milliseconds idle_timeout{75'000};
  /// From the first byte of a request to the last of its body; past it 408.
  std::chrono::milliseconds request_timeout{60'000};
  /// How long a response may make no progress.
  std::chrono::milliseconds write_timeout{30'000};
  /// How long, after a refusal, what the client still sends is read and thrown away. Closed at
  /// once, the connection would be reset, and the refusal might be lost with it.
  std::chrono::milliseconds linger_timeout{2'000};
  /// How long stop() lets requests finish before it closes their connections.
  std::chrono::milliseconds stop_timeout{20'000};

  /// Names of this server besides those that OriginCheck knows by itself; `*.example.com` too.
  std::vector<std::string> allowed_hosts{};
  /// Origins of other sites whose pages may call: `https://console.example.com`.
  std::vector<std::string> allowed_origins{};
};

}  // namespace epitaph::http
