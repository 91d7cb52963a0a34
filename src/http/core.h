#pragma once
#include <list>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>

#include "http/connection.h"
#include "http/net.h"
#include "http/server_state.h"

namespace epitaph::http {

/// One io_context, the one thread that runs it, and the connections that live there.
/// Safe from any thread: what touches connections is posted to the core's own.
class Core {
 public:
  /// `server` outlives the core.
  explicit Core(ServerState& server);

  /// Starts the thread. finish() must follow before the core goes.
  void start();

  Executor executor() { return context_.get_executor(); }

  /// Serves a connection that the gate has counted.
  void adopt(Socket socket);
  /// Closes the idle connections, and each busy one behind its response.
  void drain();
  /// Closes every connection.
  void abort();
  /// Lets the thread run out of work and joins it. No connection may be left.
  void finish();

 private:
  void open(Socket socket);
  Task<void> sweep_now_and_then();

  ServerState& server_;
  asio::io_context context_{1};  // one thread runs it
  asio::executor_work_guard<Executor> work_;
  SteadyTimer sweep_timer_;
  CoreState state_;
  std::list<Connection> connections_;
  std::jthread thread_;
};

}  // namespace epitaph::http
