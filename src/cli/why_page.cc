#include "cli/why_page.h"

#include <fmt/format.h>

#include "base/time_text.h"
#include "cli/output.h"
#include "cli/table.h"
#include "cli/task_view.h"
#include "cli/time_display.h"
#include "cli/why_context.h"
#include "model/arn.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

/// What foreign texts keep of a narrow window.
constexpr std::size_t kCutTo = 20;

std::string heading(std::string_view text) { return "\n" + coloured(text, Colour::kBold) + "\n"; }

std::string verdict(const json::object& task) {
  if (text_at(task, "diagnosis").empty()) {
    return coloured(
               fmt::format("It has not been stopped: {}.", printable(text_at(task, "lastStatus"))),
               Colour::kBold) +
           "\n";
  }
  const auto colour = kind_colour(task);
  return coloured(printable(text_at(task, "diagnosis.headline")),
                  colour == Colour::kNone ? Colour::kBold : colour) +
         fmt::format("\n{} · {} · {}\n", text_at(task, "diagnosis.cause"),
                     text_at(task, "diagnosis.kind"), text_at(task, "diagnosis.confidence"));
}

std::string facts(const json::object& task, Timestamp now, bool utc) {
  std::string out = "\n";
  const auto add = [&](std::string_view name, const std::string& text) {
    if (!text.empty()) out += fmt::format("{:<16}{}\n", name, printable(text));
  };
  const auto at = [&](std::string_view path) {
    const auto time = text_at(task, path);
    return time.empty() ? time : fmt::format("{} ({})", local_time(time, utc), time_ago(time, now));
  };
  add("Task", text_at(task, "taskArn"));
  add("Cluster", std::string{last_segment(text_at(task, "clusterArn"))});
  add("Group", text_at(task, "group"));
  add("Task definition", task_revision(task));
  add("Launch type", text_at(task, "launchType"));
  add("Status", text_at(task, "lastStatus"));
  add("Stop code", text_at(task, "stopCode"));
  add("Stopped reason", text_at(task, "stoppedReason"));
  add("Started", at("startedAt"));
  add("Stopped", at("stoppedAt"));
  return out;
}

std::string evidence(const json::object& task) {
  std::string out;
  if (const auto& fields = list_at(task, "diagnosis.evidence"); !fields.empty()) {
    out += heading("What says so");
    Table table{{{"FIELD"}, {.title = "VALUE", .least = kCutTo}}};
    for (const auto& field : fields)
      table.add({{text_at(field, "path")}, {text_at(field, "value")}});
    out += table.text(window_of_stdout(), 2);
  }
  if (const auto& checks = list_at(task, "diagnosis.checks"); !checks.empty()) {
    out += heading("What to check next");
    int number = 0;
    for (const auto& check : checks) {
      out += fmt::format("  {}. {}\n", ++number, printable(check.as_string()));
    }
  }
  if (const auto link = text_at(task, "diagnosis.link"); !link.empty())
    out += "  " + printable(link) + "\n";
  return out;
}

std::string around(const json::object& task) {
  const auto lines = context_lines(task, std::max<std::size_t>(window_of_stdout().columns, 80));
  if (lines.empty()) return {};
  std::string out = heading("What else is known");
  for (const auto& line : lines) out += line + "\n";
  return out;
}

/// `0.0.0.0:32768->8080/tcp`, as `docker ps` writes it.
std::string port(const json::value& binding) {
  const auto either = [&](std::string_view one, std::string_view range) {
    auto text = text_at(binding, one);
    return text.empty() ? text_at(binding, range) : text;
  };
  const auto address = text_at(binding, "bindIP");
  return fmt::format(fmt::runtime(address.contains(':') ? "[{}]:{}->{}/{}" : "{}:{}->{}/{}"),
                     address, either("hostPort", "hostPortRange"),
                     either("containerPort", "containerPortRange"), text_at(binding, "protocol"));
}

/// A line for each container whose host lends it ports.
std::string ports(const json::object& task) {
  std::string out;
  for (const auto& container : list_at(task, "containers")) {
    std::string own;
    if (!container.is_object()) continue;
    for (const auto& binding : list_at(container.get_object(), "networkBindings")) {
      own += (own.empty() ? "" : ", ") + port(binding);
    }
    if (!own.empty()) {
      out +=
          fmt::format("  ports of {}: {}\n", printable(text_at(container, "name")), printable(own));
    }
  }
  return out;
}

std::string containers(const json::object& task) {
  const auto& list = list_at(task, "containers");
  if (list.empty()) return {};
  Table table{{{"NAME"},
               {"STATUS"},
               {"EXIT"},
               {.title = "IMAGE", .least = kCutTo},
               {.title = "REASON", .least = kCutTo}}};
  const auto fault = text_at(task, "diagnosis.container");
  for (const auto& container : list) {
    const auto name = text_at(container, "name");
    table.add({{name, !fault.empty() && name == fault ? kind_colour(task) : Colour::kNone},
               {text_at(container, "lastStatus")},
               {text_at(container, "exitCode")},
               {text_at(container, "image")},
               {text_at(container, "reason")}});
  }
  return heading("Containers") + table.text(window_of_stdout(), 2) + ports(task);
}

std::string phases(const json::object& task) {
  const auto& list = list_at(task, "phases");
  if (list.empty()) return {};
  std::string out = heading("Phases") + "  ";
  for (const auto& phase : list) {
    const std::chrono::milliseconds duration{phase.at("durationMs").to_number<std::int64_t>()};
    out += fmt::format("{}{} {}", &phase == &list.front() ? "" : ", ", text_at(phase, "name"),
                       format_duration(duration));
  }
  return out + "\n";
}

std::string timeline(const json::object& task, bool utc) {
  Table table{{{"TIME"}, {"VERSION"}, {.title = "WHAT WAS NEW", .least = kCutTo}}};
  for (const auto& event : list_at(task, "timeline")) {
    auto time = local_time(text_at(event, "time"), utc);
    auto version = text_at(event, "version");
    const auto& changes = list_at(event.as_object(), "changes");
    if (changes.empty()) table.add({{time}, {version}, {"(nothing that shows)"}});
    for (const auto& change : changes) {
      table.add({{std::exchange(time, "")},
                 {std::exchange(version, "")},
                 {std::string{change.as_string()}}});
    }
  }
  return heading("Timeline") + table.text(window_of_stdout(), 2);
}

std::string explanation(const json::object& task) {
  const auto* value = task.if_contains("explanation");
  if (!value || !value->is_object()) return {};
  const auto line = [](const json::value& attempt, std::string_view why) {
    return fmt::format("{} ({}): {}\n", text_at(attempt, "cause"), text_at(attempt, "step"),
                       printable(text_at(attempt, why)));
  };
  std::string out = heading("How it was found");
  out += "  matched  " + line(value->at("entry"), "rule");
  for (const auto& attempt : list_at(value->get_object(), "tried"))
    out += "  not      " + line(attempt, "unmet");
  return out;
}

}  // namespace

std::string why_page(const json::object& task, Timestamp now, bool utc) {
  return verdict(task) + facts(task, now, utc) + evidence(task) + around(task) + containers(task) +
         phases(task) + timeline(task, utc) + explanation(task);
}

}  // namespace epitaph::cli
