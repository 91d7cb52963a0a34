#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace epitaph::diagnosis {

/// ECS's default stop time-out. Source: reference ecs.md, 1.
constexpr std::chrono::seconds kStopTimeoutDefault{30};

/// Where the awslogs driver sends a container's log.
struct AwsLogs {
  std::string group;
  std::string region;         ///< empty: the task's
  std::string stream_prefix;  ///< empty: the stream is named by the container's runtime id
};

/// What a task definition says of one of its containers, as far as a diagnosis asks.
struct ContainerSettings {
  std::string name;
  bool essential = true;
  bool health_check = false;   ///< it has a healthCheck command
  bool port_mappings = false;  ///< it publishes ports
  std::optional<std::chrono::seconds> stop_timeout;
  std::optional<std::int64_t> memory_mib;  ///< the hard limit
  std::optional<AwsLogs> logs;
};

/// What is known of a task beyond its event.
struct Context {
  /// The containers of its task definition; empty when that is not at hand. Names of a definition
  /// that is not this task's tell nothing: a container that is not among them counts as unknown.
  std::vector<ContainerSettings> containers;
  std::optional<std::int64_t> task_memory_mib;  ///< the limit of the task, as Fargate needs one
  /// A link to a container's log where the task definition names none, with holes for
  /// `{container}`,
  /// `{taskId}`, `{taskArn}`, `{cluster}`, `{service}`, `{family}`, `{account}`, `{region}`, which
  /// are filled percent-encoded; empty: no link.
  std::string log_url_template;

  /// Null when the container is not known.
  const ContainerSettings* find(std::string_view container) const;
  /// Whether the container may end the task: true unless the task definition says otherwise.
  bool may_be_essential(std::string_view container) const;
  /// How long ECS waits between the stop signal and SIGKILL.
  std::chrono::seconds stop_timeout(std::string_view container) const;
};

}  // namespace epitaph::diagnosis
