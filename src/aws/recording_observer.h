#pragma once
#include <string>
#include <vector>

#include <fmt/format.h>

#include "aws/call_observer.h"

namespace epitaph::aws {

/// For tests: keeps `service operation status` of each call. For one thread.
class RecordingObserver final : public CallObserver {
 public:
  void called(std::string_view service, std::string_view operation, int status,
              std::chrono::nanoseconds) override {
    calls.push_back(fmt::format("{} {} {}", service, operation, status));
  }

  std::vector<std::string> calls;
};

}  // namespace epitaph::aws
