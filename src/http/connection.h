#pragma once
#include <array>
#include <chrono>
#include <memory>
#include <string>

#include <boost/asio/buffer.hpp>

#include "http/body_pipe.h"
#include "http/message.h"
#include "http/net.h"
#include "http/request_reader.h"
#include "http/response_head.h"
#include "http/server_state.h"

namespace epitaph::http {

/// What the connections of one core share, on its one thread.
struct CoreState {
  /// No request is begun any more: what is idle closes, what is busy closes behind its response.
  bool draining = false;
  HttpDate date{};
};

/// One connection: reads a request, answers it, reads the next. Everything here, run() included,
/// happens on the thread of its core; only a handler runs elsewhere, while the coroutine waits.
///
/// Time-outs are deadlines that the core's sweep() looks at now and then: a timer set and cancelled
/// for every read of every request would cost more than it is worth.
class Connection {
 public:
  /// Both states outlive the connection.
  Connection(Socket socket, ServerState& server, CoreState& core);

  /// Serves until the connection ends, and closes it. The connection outlives the coroutine.
  Task<void> run();

  /// Calls off what the connection waits for if that is due.
  void sweep(std::chrono::steady_clock::time_point now);
  /// Closes it if it is idle; core.draining sees to the rest.
  void drain();
  /// Closes it whatever it does. run() then ends, though not before a handler that is at work.
  void abort();

 private:
  /// Serves one request; whether another may follow.
  Task<bool> serve_one();
  Task<ReadState> read_request();
  /// Answers the request in the reader.
  Task<Response> respond();
  Task<Response> respond_on_worker(const Route& route);
  /// The refusal for a request that could not be read, or nullopt when there is nobody to refuse.
  std::optional<Response> refusal_of(ReadState state);
  std::optional<Response> foreign_refusal() const;
  /// Shuts the sending half and reads on for a while: a connection closed over unread bytes is
  /// reset, and the client may lose the response with it.
  Task<void> linger();
  /// Whether `response`, which stays where it is until then, was sent whole.
  Task<bool> send(const Response& response, bool keep_alive);
  /// Sends what `body` gives until it ends, the client goes, or the server stops.
  Task<bool> send_stream(BodyReader& body, bool chunked);
  Task<bool> send_piece(const BodyReader::Taken& piece, bool chunked);
  BodyEnd end_of(const Response& response) const;
  struct StreamWait;
  using Pieces = std::array<asio::const_buffer, 3>;
  /// Whether all of them were sent; what they refer to stays until then.
  Task<bool> write(Pieces pieces);

  void set_deadline(std::chrono::milliseconds from_now);
  void clear_deadline();

  Socket socket_;
  ServerState& server_;
  CoreState& core_;
  RequestReader reader_;
  std::string peer_;
  std::string local_address_;
  std::string head_;  // of the response being sent; kept for its memory
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
  bool overdue_ = false;
  bool idle_ = false;
  bool streaming_ = false;
};

}  // namespace epitaph::http
