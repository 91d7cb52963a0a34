#include "api/post_mortem.h"

#include <string_view>

#include <fmt/format.h>

#include "base/time_text.h"
#include "ledger/phases.h"
#include "ledger/timeline.h"
#include "model/arn.h"
#include "model/masking.h"

namespace epitaph::api {
namespace {

/// `text` as plain text of a paragraph or a table: nothing in it is markup, and it stays one line.
std::string plain(std::string_view text) {
  constexpr std::string_view kMarkup = "\\`*_{}[]<>#|&~";
  std::string out;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < ' ') {
      out += ' ';
    } else {
      if (kMarkup.contains(c)) out += '\\';
      out += c;
    }
  }
  return out;
}

void add_row(std::string& out, std::string_view name, std::string_view value) {
  if (!value.empty()) out += fmt::format("| {} | {} |\n", name, plain(value));
}

std::string time_text(const std::optional<Timestamp>& time) {
  return time ? format_rfc3339(*time) : std::string{};
}

std::string verdict(const ledger::DiagnosedTask& task) {
  if (!task.diagnosis) {
    return fmt::format("It has not been stopped: {}.\n", plain(task.record.task.last_status));
  }
  return fmt::format("**{}**\n\nCause `{}`, kind {}, {}.\n", plain(task.diagnosis->headline),
                     task.diagnosis->cause, to_string(task.diagnosis->kind),
                     to_string(task.diagnosis->confidence));
}

std::string facts(const Task& task) {
  std::string out = "\n| | |\n| --- | --- |\n";
  add_row(out, "Task", task.arn);
  add_row(out, "Cluster", last_segment(task.cluster_arn));
  add_row(out, "Group", task.group);
  add_row(out, "Task definition", last_segment(task.task_definition_arn));
  add_row(out, "Launch type", task.launch_type);
  add_row(out, "Availability zone", task.availability_zone);
  add_row(out, "Stop code", task.stop_code);
  add_row(out, "Stopped reason", mask_url_queries(task.stopped_reason));
  add_row(out, "Created", time_text(task.created_at));
  add_row(out, "Started", time_text(task.started_at));
  add_row(out, "Stopped", time_text(task.stopped_at));
  return out;
}

std::string reasons(const Diagnosis& diagnosis) {
  std::string out = "\n### What says so\n\n";
  for (const auto& [path, value] : diagnosis.evidence) {
    out += fmt::format("- {}: {}\n", plain(path), plain(value));
  }
  out += "\n### What to do next\n\n";
  int number = 0;
  for (const auto& check : diagnosis.checks) {
    out += fmt::format("{}. {}\n", ++number, plain(check));
  }
  if (!diagnosis.link.empty()) out += fmt::format("\n<{}>\n", diagnosis.link);
  return out;
}

/// Where the containers' ports were to be found; nothing where their host lent them none.
std::string ports(const Task& task) {
  std::string out;
  for (const auto& container : task.containers) {
    for (const auto& binding : container.network_bindings) {
      out += fmt::format("{}{} {}", out.empty() ? "\nPorts: " : ", ", plain(container.name),
                         plain(to_string(binding)));
    }
  }
  return out.empty() ? out : out + "\n";
}

std::string containers(const Task& task) {
  if (task.containers.empty()) return {};
  std::string out =
      "\n### Containers\n\n| container | status | exit code | image | reason |\n"
      "| --- | --- | --- | --- | --- |\n";
  for (const auto& container : task.containers) {
    out += fmt::format("| {} | {} | {} | {} | {} |\n", plain(container.name),
                       plain(container.last_status),
                       container.exit_code ? std::to_string(*container.exit_code) : "",
                       plain(container.image), plain(mask_url_queries(container.reason)));
  }
  return out + ports(task);
}

std::string timeline(const ledger::TaskRecord& record) {
  std::string out = "\n### Timeline (UTC)\n\n| time | what was new |\n| --- | --- |\n";
  const Task* before = nullptr;
  for (std::size_t i = 0; i < record.states.size(); ++i) {
    const auto& now = record.states[i];
    std::string text;
    for (const auto& change : ledger::changes_between(before, now)) {
      text += (text.empty() ? "" : "; ") + change;
    }
    out += fmt::format("| {} | {} |\n",
                       format_rfc3339(now.updated_at.value_or(record.events[i].time)), plain(text));
    before = &now;
  }
  return out;
}

std::string phases(const Task& task) {
  std::string text;
  for (const auto& phase : ledger::phases_of(task)) {
    text += fmt::format("{}{} {}", text.empty() ? "\nPhases: " : ", ", phase.name,
                        format_duration(phase.duration));
  }
  return text.empty() ? text : text + ".\n";
}

}  // namespace

std::string post_mortem(const ledger::DiagnosedTask& task) {
  const auto& state = task.record.task;
  return fmt::format("## Task {}\n\n", plain(last_segment(state.arn))) + verdict(task) +
         facts(state) + (task.diagnosis ? reasons(*task.diagnosis) : std::string{}) +
         containers(state) + timeline(task.record) + phases(state);
}

}  // namespace epitaph::api
