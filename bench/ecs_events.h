#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"

namespace epitaph::bench {

/// An ECS Task State Change event of a stopped task, as the ledger and a log group take it.
struct EcsEvent {
  std::string task_arn, task_id;
  std::uint64_t version = 0;
  Timestamp time;
  std::uint64_t hash = 0;
  std::string json;  ///< canonical; 2.5 KB on average
};

/// So many distinct events of 500 services in 50 clusters, the same ones for the same seed: ARNs,
/// addresses, digests and times differ from each to the next as they do on AWS, the rest repeats.
std::vector<EcsEvent> make_ecs_events(std::size_t count, std::uint64_t seed);

/// The event of a text that somebody else made. Throws when it is no event of a task.
EcsEvent read_ecs_event(std::string json);

}  // namespace epitaph::bench
