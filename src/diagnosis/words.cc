#include "diagnosis/words.h"

#include "diagnosis/exit_code.h"
#include "diagnosis/log_location.h"
#include "model/arn.h"
#include "model/masking.h"

namespace epitaph::diagnosis {
namespace {

constexpr std::size_t kWordBytesMax = 300;

/// Cuts before a byte that goes on with a character of UTF-8.
std::string_view cut(std::string_view text) {
  if (text.size() <= kWordBytesMax) return text;
  std::size_t end = kWordBytesMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

std::string one_line(std::string_view text) {
  // A cut inside a query string would leave it unmasked, so the mask goes first.
  const auto masked = mask_url_queries(text);
  std::string line{cut(masked)};
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7F') c = ' ';
  }
  return line.size() < masked.size() ? line + "…" : line;
}

/// How long the containers took to end once the stop was asked for.
std::string stop_seconds(const Task& task) {
  if (!task.stopping_at || !task.execution_stopped_at) return {};
  const auto took = *task.execution_stopped_at - *task.stopping_at;
  if (took.count() < 0) return {};
  return std::to_string(std::chrono::floor<std::chrono::seconds>(took).count());
}

void add_container(Words& words, const Container& container) {
  words["image"] = one_line(container.image);
  if (!container.exit_code) return;
  words["exitCode"] = std::to_string(*container.exit_code);
  words["signal"] = exit_signal(*container.exit_code);
  words["exitMeaning"] = exit_meaning(*container.exit_code);
}

std::string mebibytes(const std::optional<std::int64_t>& memory) {
  return memory && *memory > 0 ? std::to_string(*memory) + " MiB" : std::string{};
}

/// What the task definition says of the container.
void add_settings(Words& words, const Container& container, const Subject& subject) {
  if (const auto* settings = subject.context.find(container.name)) {
    words["memory"] = mebibytes(settings->memory_mib);
    words["stopTimeout"] = std::to_string(subject.context.stop_timeout(container.name).count());
  }
  if (const auto logs = log_location(subject.task, container, subject.context)) {
    words["logGroup"] = one_line(logs->group);
    words["logStream"] = one_line(logs->stream);
  }
}

/// A container that had to be killed once the stop was asked for.
std::optional<std::size_t> killed(const Task& task) {
  const auto found = std::ranges::find(task.containers, kExitKilled, &Container::exit_code);
  if (found == task.containers.end()) return std::nullopt;
  return static_cast<std::size_t>(found - task.containers.begin());
}

}  // namespace

Words words_for(const Match& match, const Subject& subject) {
  const auto& task = subject.task;
  const auto said = match.said.empty() ? std::string_view{task.stopped_reason} : match.said;
  Words words{{"capacityProvider", one_line(task.capacity_provider)},
              {"cluster", one_line(last_segment(task.cluster_arn))},
              {"deployment", std::string{cut(deployment_in(task.stopped_reason))}},
              {"family", one_line(task.family())},
              {"reason", one_line(said)},
              {"service", one_line(task.service())},
              {"stopCode", one_line(task.stop_code)},
              {"stopSeconds", stop_seconds(task)},
              {"taskMemory", mebibytes(subject.context.task_memory_mib)}};
  for (const auto& [name, word] : match.by.rule->says.words_in(match.said)) {
    words[name] = one_line(word);
  }
  if (const auto blamed = blamed_container(match, subject)) {
    words["container"] = one_line(*blamed);
  }
  if (const auto blamed = blamed_index(match, subject)) {
    add_container(words, task.containers[*blamed]);
    add_settings(words, task.containers[*blamed], subject);
  } else if (const auto slow = killed(task)) {
    add_settings(words, task.containers[*slow], subject);
  }
  return words;
}

}  // namespace epitaph::diagnosis
