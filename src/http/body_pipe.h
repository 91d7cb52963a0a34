#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace epitaph::http {

/// The body of a response that goes on while it is being sent: a writer adds pieces now and then,
/// from any thread, and the connection that sends the response takes them. Between two pieces
/// neither a worker nor any other thread is held.
///
///   auto pipe = make_body_pipe(kPendingMax);
///   keep(std::move(pipe.writer));                       // and write() into it for hours
///   return Response{.headers = …, .stream = std::move(pipe.reader)};
///
/// Each end notices that the other is gone, and each goes by itself: the body ends with its writer,
/// and a write() to a reader that is gone is refused.
class BodyPipe;

/// The end that makes the body. For one thread at a time. Its end is the end of the body.
class BodyWriter {
 public:
  explicit BodyWriter(std::shared_ptr<BodyPipe> pipe) : pipe_(std::move(pipe)) {}
  BodyWriter(BodyWriter&&) noexcept = default;
  BodyWriter& operator=(BodyWriter&& other) noexcept;
  ~BodyWriter() { finish(); }

  /// Adds a piece and never waits: false, and nothing is added, when the reader is gone, when the
  /// body was finished, or when more than the pipe's limit would then be pending. A pipe with
  /// nothing pending takes a piece of any size.
  bool write(std::string piece);
  /// Nothing follows; what is pending is still sent.
  void finish();

  /// Bytes that no connection has taken yet.
  std::size_t pending() const;
  /// Whether nobody will read any more: the client went away, or the server stopped.
  bool abandoned() const;

 private:
  std::shared_ptr<BodyPipe> pipe_;  // shared with the reader, for either may go first
};

/// The end that sends the body: a connection's. For one thread at a time.
class BodyReader {
 public:
  explicit BodyReader(std::shared_ptr<BodyPipe> pipe) : pipe_(std::move(pipe)) {}
  BodyReader(const BodyReader&) = delete;
  BodyReader& operator=(const BodyReader&) = delete;
  /// No `wake` is called after it.
  ~BodyReader();

  struct Taken {
    std::string bytes;      ///< all that was pending
    bool finished = false;  ///< nothing follows
  };
  /// Does not wait. When it gives neither bytes nor the end, `wake` is called once there is either,
  /// by the writer's thread and with the pipe's lock held: it may post something and no more. A
  /// later take() puts its own in the place of one that was not called.
  Taken take(std::move_only_function<void()> wake);

 private:
  std::shared_ptr<BodyPipe> pipe_;  // shared with the writer, for either may go first
};

struct BodyEnds {
  BodyWriter writer;
  /// Shared because a Response is copied; only one connection reads it.
  std::shared_ptr<BodyReader> reader;
};

/// `pending_bytes_max`: what may lie between the ends.
BodyEnds make_body_pipe(std::size_t pending_bytes_max);

}  // namespace epitaph::http
