#pragma once
#include <csignal>

namespace epitaph::cli {

/// Ctrl-C while it lives is remembered instead of ending the process at once, for a command that
/// has something to put away first. One at a time.
class Interruption {
 public:
  Interruption() : before_(std::signal(SIGINT, [](int) { came_ = 1; })) {}
  ~Interruption() { std::signal(SIGINT, before_); }
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  bool came() const { return came_ != 0; }

 private:
  static inline volatile std::sig_atomic_t came_ = 0;
  void (*before_)(int);
};

}  // namespace epitaph::cli
