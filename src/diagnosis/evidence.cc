#include "diagnosis/evidence.h"

#include "model/masking.h"

namespace epitaph::diagnosis {
namespace {

std::string field_text(const Task& task, std::string_view path) {
  if (path == "stopCode") return task.stop_code;
  if (path == "stoppedReason") return task.stopped_reason;
  if (path == "startedBy") return task.started_by;
  if (path == "group") return task.group;
  if (path == "launchType") return task.launch_type;
  if (path == "capacityProviderName") return task.capacity_provider;
  if (path == "stoppingAt") return task.stopping_at_text;
  if (path == "executionStoppedAt") return task.execution_stopped_at_text;
  return {};
}

/// As many as a task definition may have.
constexpr std::size_t kContainersMax = 10;

class Quotes {
 public:
  explicit Quotes(const Task& task) : task_(task) {}

  void add(std::string_view path) { add(std::string{path}, field_text(task_, path)); }
  void add_reason(std::size_t container) {
    add(path_of(container, "reason"), task_.containers[container].reason);
  }
  void add_exit_code(std::size_t container) {
    const auto& code = task_.containers[container].exit_code;
    if (code) add(path_of(container, "exitCode"), std::to_string(*code));
  }
  /// What every container says, for the task that nothing explains.
  void add_containers() {
    for (std::size_t i = 0; i < std::min(task_.containers.size(), kContainersMax); ++i) {
      add_reason(i);
      add_exit_code(i);
    }
  }
  std::vector<Evidence> take() && { return std::move(quotes_); }

 private:
  static std::string path_of(std::size_t container, std::string_view member) {
    return "containers[" + std::to_string(container) + "]." + std::string{member};
  }
  void add(std::string path, const std::string& value) {
    const bool known = std::ranges::find(quotes_, path, &Evidence::path) != quotes_.end();
    if (!value.empty() && !known) quotes_.push_back({std::move(path), mask_url_queries(value)});
  }

  const Task& task_;
  std::vector<Evidence> quotes_;
};

}  // namespace

std::vector<Evidence> evidence_for(const Match& match, const Subject& subject, const Facts& facts) {
  const auto& task = subject.task;
  Quotes quotes{task};
  // Code and reason frame every stop, also where a container's own words decided.
  quotes.add("stopCode");
  quotes.add("stoppedReason");
  if (match.by.rule->step == Step::kOtherwise) quotes.add_containers();
  if (match.container && !match.said.empty()) quotes.add_reason(*match.container);
  if (match.container) quotes.add_exit_code(*match.container);
  if (const auto blamed = blamed_index(match, subject)) quotes.add_exit_code(*blamed);
  for (const auto* list : {&match.by.rule->facts, &facts}) {
    for (const auto* fact : *list) {
      for (const auto field : fact->fields) quotes.add(field);
    }
  }
  return std::move(quotes).take();
}

}  // namespace epitaph::diagnosis
