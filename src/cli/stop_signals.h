#pragma once
#include <string_view>

#include <signal.h>

namespace epitaph::cli {

/// SIGTERM and SIGINT, which end the server. To be made before any thread is started: threads
/// inherit the mask, so that only wait() sees the signals.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGTERM);
    sigaddset(&set_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }

  /// Blocks until one of them comes, and gives its name.
  std::string_view wait() const {
    int signal = 0;
    sigwait(&set_, &signal);
    return signal == SIGINT ? "SIGINT" : "SIGTERM";
  }

 private:
  sigset_t set_{};
};

}  // namespace epitaph::cli
