#pragma once
#include <thread>

#include "logs/live_tail/tail_hub.h"

namespace epitaph::logs {

/// The thread that steps a hub: asleep while nobody tails.
class TailPump {
 public:
  /// `hub` outlives the pump.
  explicit TailPump(TailHub& hub);
  /// stop()s, if nobody has.
  ~TailPump() { stop(); }
  TailPump(const TailPump&) = delete;
  TailPump& operator=(const TailPump&) = delete;

  /// Joins the thread and closes the hub: every session ends with a word to its client. To be
  /// called before the server that sends them stops. Again is harmless.
  void stop();

 private:
  void run(const std::stop_token& stop);

  TailHub& hub_;
  std::jthread thread_;
};

}  // namespace epitaph::logs
