#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "model/diagnosis.h"
#include "model/task.h"

namespace epitaph::ledger {

/// Which tasks are wanted; what is absent or empty narrows nothing.
struct TaskFilter {
  std::string cluster;    ///< name, or ARN
  std::string service;    ///< name
  std::string family;     ///< of the task definition
  std::string cause;      ///< class of the diagnosis, `out-of-memory`
  std::string stop_code;  ///< as ECS writes it
  std::string container;  ///< a task that has such a container
  std::string account;
  std::string region;
  std::optional<std::int64_t>
      exit_code;  ///< of any container, or of `container` when that is given
};

/// Whether `task`, diagnosed as `diagnosis` (null before any stop), is among the wanted.
bool accepts(const TaskFilter& filter, const Task& task, const Diagnosis* diagnosis);

}  // namespace epitaph::ledger
