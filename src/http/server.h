#pragma once
#include <memory>
#include <mutex>

#include "base/clock.h"
#include "base/result.h"
#include "http/listen_address.h"
#include "http/router.h"
#include "http/server_options.h"
#include "http/server_stats.h"

namespace epitaph::http {

/// The HTTP/1.1 server.
///
/// Each connection is read and written on the one io thread where it was put; each request's
/// handler runs on a worker. Requests of one connection are answered one at a time and in their
/// order, also when the client sends ahead. Connections stay open between requests as HTTP/1.1
/// and 1.0 have it; `Expect: 100-continue`, chunked bodies and HEAD are served.
///
/// What never reaches a handler, and closes the connection, each with `{"message": "..."}`:
///   400 malformed, no Host   403 a foreign Host or Origin (OriginCheck)   408 arrives too slowly
///   413 body too large       431 headers too large                        503 too many connections
/// 404 and 405 (with Allow) come from the Router; a full queue from Route::on_overload.
class Server {
 public:
  /// Listens, starts its threads, and serves. What `router` refers to, and `clock`, outlive the
  /// server. Errors: kIo when the address cannot be listened on.
  static Result<std::unique_ptr<Server>> start(ServerOptions options, Router router,
                                               const Clock& clock);
  /// Stops, if nobody has.
  ~Server();

  /// The address bound, with the port that was picked.
  ListenAddress address() const;

  /// Any thread.
  ServerStats stats() const;

  /// Accepts no more, closes idle connections, ends the streams, lets the requests that are being
  /// read or answered finish for ServerOptions::stop_timeout, closes what is left, and joins every
  /// thread. A handler that is at work is waited for, however long. Any thread but a handler's;
  /// again is harmless.
  void stop();

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
  std::once_flag stopped_;
};

}  // namespace epitaph::http
