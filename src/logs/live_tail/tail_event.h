#pragma once
#include <string>

#include "base/clock.h"
#include "storage/commit.h"

namespace epitaph::logs {

/// A log event that has just become durable.
struct TailEvent {
  storage::LogGroupId group;
  std::string stream;
  std::string message;
  Timestamp time;
  Timestamp ingested_at;
};

}  // namespace epitaph::logs
