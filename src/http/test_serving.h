#pragma once
#include <memory>
#include <thread>
#include <utility>

#include "base/clock.h"
#include "http/server.h"

namespace epitaph::http {

inline const ManualClock kTestClock{Timestamp(std::chrono::milliseconds(1725979307410))};

/// For tests: a server on a free port of 127.0.0.1, small, with what `options` says besides.
struct Serving {
  explicit Serving(Router router, ServerOptions options = {.worker_threads = 4})
      : server(std::move(
            *Server::start(on_free_port(std::move(options)), std::move(router), kTestClock))) {}

  std::uint16_t port() const { return server->address().port; }

  /// Waits for what the server's threads bring about in a moment; the test's own time-out is the
  /// end of it.
  template <class Predicate>
  void wait_until(Predicate holds) const {
    while (!holds(server->stats())) std::this_thread::yield();
  }

  std::unique_ptr<Server> server;

 private:
  static ServerOptions on_free_port(ServerOptions options) {
    options.listen = {.host = "127.0.0.1", .port = 0};
    options.io_threads = 2;
    return options;
  }
};

}  // namespace epitaph::http
