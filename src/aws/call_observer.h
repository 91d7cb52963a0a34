#pragma once
#include <chrono>
#include <string_view>

namespace epitaph::aws {

/// Learns of every call that the gateway answered, for the metrics. Called from any thread, at the
/// end of the call, so it must be quick and must not throw.
class CallObserver {
 public:
  virtual ~CallObserver() = default;
  /// `service` and `operation` are names that were declared, or `unknown`: never a client's text,
  /// so they may serve as labels.
  virtual void called(std::string_view service, std::string_view operation, int status,
                      std::chrono::nanoseconds duration) = 0;
};

/// Tells the observer when it goes, whichever way the call ended. The names must outlive it.
class CallTimer {
 public:
  CallTimer(CallObserver& observer, std::string_view service, std::string_view operation)
      : observer_(observer), service_(service), operation_(operation) {}
  CallTimer(const CallTimer&) = delete;
  CallTimer& operator=(const CallTimer&) = delete;
  ~CallTimer() {
    observer_.called(service_, operation_, status_, std::chrono::steady_clock::now() - start_);
  }

  void set_status(int status) { status_ = status; }

 private:
  CallObserver& observer_;
  std::string_view service_, operation_;
  int status_ = 500;  // stays so when the handler throws
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace epitaph::aws
