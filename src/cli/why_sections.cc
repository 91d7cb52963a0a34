#include "cli/why_sections.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/time_text.h"
#include "cli/output.h"
#include "cli/task_view.h"
#include "cli/terminal.h"
#include "cli/text_wrap.h"
#include "cli/time_display.h"
#include "model/arn.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

/// A field's value is quoted in so many lines, its beginning and its end; a check has as many.
constexpr std::size_t kQuoteLinesMax = 2;
/// Phases shorter than that differ by chance.
constexpr std::chrono::seconds kOddFrom{10};

/// "Service checkout (checkout:17), cluster shop, eu-west-1, 111122223333, FARGATE"
std::string whereabouts(const json::object& task) {
  const auto group = text_at(task, "group");
  std::string text = group.starts_with("service:") ? "Service " : "Task of ";
  text += task_name(task);
  if (const auto revision = task_revision(task); !revision.empty()) text += " (" + revision + ")";
  const auto add = [&](std::string_view before, const std::string& value) {
    if (!value.empty()) text.append(before).append(value);
  };
  add(", cluster ", std::string{last_segment(text_at(task, "clusterArn"))});
  add(", ", text_at(task, "region"));
  add(", ", text_at(task, "account"));
  add(", ", text_at(task, "launchType"));
  return text;
}

std::string moment(std::string_view what, const std::string& time, Timestamp now, bool utc) {
  if (time.empty()) return {};
  auto text = fmt::format("{} {}", what, local_time(time, utc));
  if (const auto ago = time_ago(time, now); !ago.empty()) text += ", " + ago;
  return text;
}

/// "Stopped 2026-11-05 02:20:43 UTC, 3d 4h ago, after running 20m 3s"
std::string last_moment(const json::object& task, Timestamp now, bool utc) {
  auto text = moment("Stopped", text_at(task, "stoppedAt"), now, utc);
  if (text.empty()) return moment("Started", text_at(task, "startedAt"), now, utc);
  for (const auto& phase : list_at(task, "phases")) {
    if (text_at(phase, "name") != "running") continue;
    const std::chrono::milliseconds ran{phase.at("durationMs").to_number<std::int64_t>()};
    return text + ", after running " + format_duration(ran);
  }
  return text_at(task, "startedAt").empty() ? text + ", before it ran" : text;
}

/// "app exit 137, envoy exit 0"; the one at fault first and in colour.
std::string container_parts(const json::object& task) {
  const auto fault = text_at(task, "diagnosis.container");
  std::string text;
  for (const bool at_fault : {true, false}) {
    for (const auto& container : list_at(task, "containers")) {
      const auto name = text_at(container, "name");
      if ((!fault.empty() && name == fault) != at_fault) continue;
      const auto code = text_at(container, "exitCode");
      text += text.empty() ? "" : ", ";
      text += name + (code.empty() ? " without an exit code" : " exit " + code);
    }
  }
  return printable(text);
}

/// "running 3m 20s, usually 2h": a phase that took about as long as ever needs no more.
std::string phase_text(const json::value& phase) {
  const std::chrono::milliseconds took{phase.at("durationMs").to_number<std::int64_t>()};
  auto text = text_at(phase, "name") + " " + format_duration(took);
  const auto* usual = phase.as_object().if_contains("usualMs");
  if (!usual) return text;
  const std::chrono::milliseconds as_usual{usual->to_number<std::int64_t>()};
  const auto longer = std::max(took, as_usual);
  const bool is_odd = longer > 2 * std::min(took, as_usual) && longer > kOddFrom;
  return is_odd ? text + " (usually " + format_duration(as_usual) + ")" : text;
}

std::string phase_parts(const json::object& task) {
  const auto& compared = list_at(task, "context.phases");
  std::string text;
  for (const auto& phase : compared.empty() ? list_at(task, "phases") : compared) {
    text += (text.empty() ? "" : ", ") + phase_text(phase);
  }
  return printable(text);
}

/// The end of `text` in at most `width` columns, behind an ellipsis. Where the cut tears a word, a
/// short rest of it goes too; a long one, as of an image or an ARN, says much.
std::string ending(std::string_view text, std::size_t width) {
  const auto inside = [text](std::size_t i) {
    return (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80;
  };
  std::size_t at = text.size();
  for (std::size_t columns = 2; at > 0 && columns < width; ++columns) {
    --at;
    while (at > 0 && inside(at)) --at;
  }
  const auto tail = text.substr(at);
  if (at == 0 || text[at - 1] == ' ') return "… " + std::string{tail};
  const auto blank = tail.find(' ');
  return blank < width / 4 ? "…" + std::string{tail.substr(blank)} : "…" + std::string{tail};
}

/// As hanging(), but what is left out of a long text goes from its middle: an error begins with
/// what was tried and ends with what went wrong.
Lines quoted(const std::string& head, std::string_view text, std::size_t columns) {
  const auto indent = display_width(head);
  const auto width = columns - std::min(columns, indent);
  const auto parts = wrapped(text, width);
  if (parts.size() <= kQuoteLinesMax || width <= 2) {
    return hanging(head, text, columns, kQuoteLinesMax);
  }
  return {head + parts.front(), std::string(indent, ' ') + ending(text, width)};
}

}  // namespace

Lines hanging(const std::string& head, std::string_view text, std::size_t columns,
              std::size_t lines_max) {
  const auto indent = display_width(head);
  auto parts = wrapped(text, columns - std::min(columns, indent));
  if (parts.size() > lines_max) {
    parts.resize(lines_max);
    parts.back() = shortened(parts.back() + " …", columns - std::min(columns, indent));
  }
  Lines lines;
  for (auto& part : parts) {
    lines.push_back((lines.empty() ? head : std::string(indent, ' ')) + part);
  }
  return lines;
}

void append(Lines& lines, Lines more) { std::ranges::move(more, std::back_inserter(lines)); }

Lines verdict_lines(const json::object& task, std::size_t columns) {
  Lines lines;
  if (text_at(task, "diagnosis").empty()) {
    return {coloured("It has not been stopped: " + printable(text_at(task, "lastStatus")) + ".",
                     Colour::kBold)};
  }
  const auto kind = kind_colour(task);
  for (const auto& line : wrapped(printable(text_at(task, "diagnosis.headline")), columns)) {
    lines.push_back(coloured(line, kind == Colour::kNone ? Colour::kBold : kind));
  }
  lines.push_back(fmt::format("{} · {} · {}", text_at(task, "diagnosis.cause"),
                              text_at(task, "diagnosis.kind"),
                              text_at(task, "diagnosis.confidence")));
  return lines;
}

Lines fact_lines(const json::object& task, Timestamp now, bool utc, std::size_t columns) {
  Lines lines = hanging("", printable(whereabouts(task)), columns, 2);
  append(lines, hanging("", printable(last_moment(task, now, utc)), columns, 1));
  lines.push_back(printable("Task " + text_at(task, "taskId")));
  return lines;
}

Lines evidence_lines(const json::object& task, std::size_t columns) {
  const auto& fields = list_at(task, "diagnosis.evidence");
  std::size_t width = 0;
  for (const auto& field : fields) {
    width = std::max(width, display_width(printable(text_at(field, "path"))));
  }
  Lines lines;
  for (const auto& field : fields) {
    const auto head = fmt::format("  {:<{}}  ", printable(text_at(field, "path")), width);
    append(lines, quoted(head, printable(text_at(field, "value")), columns));
  }
  return lines;
}

Lines check_lines(const json::object& task, std::size_t columns) {
  Lines lines;
  int number = 0;
  for (const auto& check : list_at(task, "diagnosis.checks")) {
    append(lines, hanging(fmt::format("  {}. ", ++number), printable(check.as_string()), columns,
                          kQuoteLinesMax));
  }
  if (const auto link = printable(text_at(task, "diagnosis.link")); !link.empty()) {
    lines.push_back("  " + link);
  }
  return lines;
}

Lines life_lines(const json::object& task, std::size_t columns) {
  Lines lines;
  const auto add = [&](const std::string& head, const std::string& text) {
    if (!text.empty()) append(lines, hanging(head, text, columns, 1));
  };
  add("  containers  ", container_parts(task));
  add("  phases      ", phase_parts(task));
  return lines;
}

}  // namespace epitaph::cli
