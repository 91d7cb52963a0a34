#include "http/body_pipe.h"

#include <mutex>
#include <utility>

namespace epitaph::http {

class BodyPipe {
 public:
  explicit BodyPipe(std::size_t pending_bytes_max) : pending_bytes_max_(pending_bytes_max) {}

  bool write(std::string piece) {
    const std::lock_guard lock(mutex_);
    if (abandoned_ || finished_) return false;
    if (!pending_.empty() && pending_.size() + piece.size() > pending_bytes_max_) return false;
    if (pending_.empty()) {
      pending_ = std::move(piece);
    } else {
      pending_ += piece;
    }
    if (!pending_.empty()) wake();
    return true;
  }

  void finish() {
    const std::lock_guard lock(mutex_);
    finished_ = true;
    wake();
  }

  void abandon() {
    const std::lock_guard lock(mutex_);
    abandoned_ = true;
    wake_ = nullptr;
    pending_ = {};
  }

  BodyReader::Taken take(std::move_only_function<void()> wake) {
    const std::lock_guard lock(mutex_);
    if (pending_.empty() && !finished_) {
      wake_ = std::move(wake);
      return {};
    }
    return {.bytes = std::exchange(pending_, {}), .finished = finished_};
  }

  std::size_t pending() const {
    const std::lock_guard lock(mutex_);
    return pending_.size();
  }
  bool abandoned() const {
    const std::lock_guard lock(mutex_);
    return abandoned_;
  }

 private:
  /// Under the lock, against the custom here, so that after abandon() nobody wakes a connection
  /// whose thread may be gone.
  void wake() {
    if (auto wake = std::exchange(wake_, nullptr)) wake();
  }

  const std::size_t pending_bytes_max_;
  mutable std::mutex mutex_;  // guards the rest
  std::string pending_;
  bool finished_ = false;
  bool abandoned_ = false;
  std::move_only_function<void()> wake_;
};

BodyWriter& BodyWriter::operator=(BodyWriter&& other) noexcept {
  finish();
  pipe_ = std::move(other.pipe_);
  return *this;
}

bool BodyWriter::write(std::string piece) { return pipe_->write(std::move(piece)); }

void BodyWriter::finish() {
  if (pipe_) pipe_->finish();
}

std::size_t BodyWriter::pending() const { return pipe_->pending(); }

bool BodyWriter::abandoned() const { return pipe_->abandoned(); }

BodyReader::~BodyReader() { pipe_->abandon(); }

BodyReader::Taken BodyReader::take(std::move_only_function<void()> wake) {
  return pipe_->take(std::move(wake));
}

BodyEnds make_body_pipe(std::size_t pending_bytes_max) {
  auto pipe = std::make_shared<BodyPipe>(pending_bytes_max);
  return {.writer = BodyWriter{pipe}, .reader = std::make_shared<BodyReader>(std::move(pipe))};
}

}  // namespace epitaph::http
