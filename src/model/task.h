#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace epitaph {

/// A port of a container that its host lends it, as `networkBindings[]` tells of it (on EC2 and
/// outside AWS, in the network modes `bridge` and `host`). Source: reference ecs.md, 2.
struct NetworkBinding {
  std::string bind_ip;
  std::string host_ports;       ///< a port or a range of them: `32768`, `40000-40010`
  std::string container_ports;  ///< likewise
  std::string protocol;         ///< `tcp`, `udp`
};

/// `0.0.0.0:32768->8080/tcp`, as `docker ps` writes it; what is not known is left out.
std::string to_string(const NetworkBinding& binding);

/// One container of a task, as `detail.containers[]` tells of it. What the event lacks is empty.
struct Container {
  std::string name;
  std::string last_status;
  std::string reason;
  std::string image;
  std::string image_digest;
  std::string runtime_id;  ///< Docker's id, or `TASKID-NUMBER` on Fargate 1.4
  /// Absent when it never ran or nobody saw the end: not 0. Windows statuses need 33 bits.
  std::optional<std::int64_t> exit_code;
  std::vector<NetworkBinding> network_bindings;
  std::string health_status;  ///< answers of the API and Step Functions have it, events do not
};

/// An ECS task at one moment: what the `detail` of a task event says, decoded for those who decide
/// on it. The text itself stays in the event; unknown members and values are kept there and shown
/// as they are. Source: reference ecs.md, 1 and 2.
struct Task {
  std::string arn;
  std::string cluster_arn;
  std::string task_definition_arn;
  std::string last_status;
  std::string desired_status;
  std::string stop_code;
  std::string stopped_reason;
  std::string group;
  std::string started_by;
  std::string launch_type;
  std::string capacity_provider;
  std::string availability_zone;
  std::string container_instance_arn;
  std::int64_t version = 0;
  std::optional<Timestamp> created_at, connectivity_at, pull_started_at, pull_stopped_at,
      started_at, stopping_at, execution_stopped_at, stopped_at, updated_at;
  /// The two times that tell an end of its own from a stop that was asked for, as written, to quote
  /// them: `2026-11-03T10:00:30.7Z`.
  std::string stopping_at_text, execution_stopped_at_text;
  std::vector<Container> containers;

  /// `checkout` of the group `service:checkout`; empty when no service keeps this task.
  std::string_view service() const;
  /// `checkout` of `…:task-definition/checkout:17`.
  std::string_view family() const;
  /// Something has decided its stop, though it may still run.
  bool stop_requested() const { return desired_status == "STOPPED"; }
  bool stopped() const { return last_status == "STOPPED"; }
};

/// Reads the `detail` of an ECS Task State Change, or a task as DescribeTasks or Step Functions
/// write one: times as RFC 3339 text, epoch seconds or epoch milliseconds, keys in camelCase or
/// PascalCase. Members of a wrong type count as absent, for the record must not be lost over them.
/// Errors: kInvalid when it is no JSON object or `taskArn` is no task ARN.
Result<Task> parse_task(std::string_view detail);

}  // namespace epitaph
