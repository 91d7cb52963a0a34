#include "logs/live_tail/tail_pump.h"

namespace epitaph::logs {

TailPump::TailPump(TailHub& hub)
    : hub_(hub), thread_([this](const std::stop_token& stop) { run(stop); }) {}

void TailPump::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const auto due = hub_.step(std::chrono::steady_clock::now());
    hub_.wait(due, stop);
  }
}

void TailPump::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
  hub_.close();
}

}  // namespace epitaph::logs
