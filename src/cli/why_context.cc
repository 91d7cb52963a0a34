#include "cli/why_context.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/output.h"
#include "cli/terminal.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kSentenceLinesMax = 2;
/// So many of a kind are named, the others counted.
constexpr std::size_t kNamed = 2;

void add(Lines& lines, std::string_view text, std::size_t columns) {
  if (text.empty()) return;
  append(lines, hanging("  ", printable(text), columns, kSentenceLinesMax));
}

/// "a, b and 3 more"
std::string enumeration(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < std::min(items.size(), kNamed); ++i) {
    text += (i == 0 ? "" : ", ") + items[i];
  }
  if (items.size() > kNamed) text += fmt::format(" and {} more", items.size() - kNamed);
  return text;
}

/// "Seen 12 times, 3 within a day: epitaph tasks --issue 0f1e"
std::string same_failure(const json::object& task) {
  const auto seen = times_seen(task);
  if (seen.empty()) return seen;
  return fmt::format("{}: epitaph tasks --issue {}", seen,
                     text_at(task, "context.sameFailure.issue"));
}

std::string elsewhere(const json::object& task) {
  std::vector<std::string> others;
  for (const auto& other : list_at(task, "context.sameFailure.otherServices")) {
    others.push_back(fmt::format("{} ({})", text_at(other, "service"), text_at(other, "count")));
  }
  return others.empty() ? "" : "Within an hour the same cause stopped " + enumeration(others) + ".";
}

std::string image_change(const json::value& image) {
  const auto container = text_at(image, "container");
  if (text_at(image, "sameTagNewDigest") == "true") {
    return fmt::format("{} has another image under the same tag", container);
  }
  const auto now = text_at(image, "imageNow");
  return now.empty() ? container + " is gone" : fmt::format("{} runs {}", container, now);
}

/// "New since it last ran well: revision 17, was 16; app has another image under the same tag."
std::string changes(const json::object& task) {
  std::vector<std::string> items;
  const auto before = text_at(task, "context.changes.taskDefinition.before");
  const auto now = text_at(task, "context.changes.taskDefinition.now");
  if (!before.empty() && before != now) items.push_back(fmt::format("{}, was {}", now, before));
  for (const auto& image : list_at(task, "context.changes.images")) {
    items.push_back(image_change(image));
  }
  for (const auto& setting : list_at(task, "context.changes.settings")) {
    items.push_back(fmt::format("{} {}, was {}", text_at(setting, "path"), text_at(setting, "now"),
                                text_at(setting, "before")));
  }
  return items.empty() ? "" : "New since it last ran well: " + enumeration(items) + ".";
}

/// "Its deployment ecs-svc/1 failed: …; ECS returned to ecs-svc/2."
std::string deployment(const json::object& task) {
  const auto at = [&](std::string_view member) {
    return text_at(task, std::string{"context.deployment."}.append(member));
  };
  const auto state = at("state");
  if (state != "failed" && state != "in progress") return {};
  auto text = fmt::format("Its deployment {} {}", at("id"),
                          state == "failed" ? "failed" : "is in progress");
  if (const auto back = at("rolledBackTo"); !back.empty()) text += ", ECS returned to " + back;
  if (const auto reason = at("reason"); !reason.empty()) text += ": " + reason;
  return text.ends_with('.') ? text : text + ".";
}

std::string service_said(const json::object& task) {
  for (const auto& event : list_at(task, "context.serviceEvents")) {
    const auto type = text_at(event, "type");
    if (type != "WARN" && type != "ERROR") continue;
    const auto text = text_at(event, "text");
    return fmt::format("The service said {}{}", text_at(event, "name"),
                       text.empty() ? "." : ": " + text);
  }
  return {};
}

std::string log(const json::object& task) {
  const auto container = text_at(task, "diagnosis.logs.container");
  if (container.empty()) return {};
  if (const auto url = text_at(task, "diagnosis.logs.url"); !url.empty()) {
    return fmt::format("Log of {}: {}", container, url);
  }
  return fmt::format("Log of {}: {} {}", container, text_at(task, "diagnosis.logs.group"),
                     text_at(task, "diagnosis.logs.stream"));
}

}  // namespace

Lines context_lines(const json::object& task, std::size_t columns) {
  Lines lines;
  for (const auto& sentence : {same_failure(task), changes(task), deployment(task), elsewhere(task),
                               service_said(task), log(task)}) {
    add(lines, sentence, columns);
  }
  return lines;
}

std::string times_seen(const json::object& task) {
  const auto count = text_at(task, "context.sameFailure.count");
  if (count.empty() || count == "1") return {};
  return fmt::format("Seen {} times, {} within a day", count,
                     text_at(task, "context.sameFailure.recent"));
}

}  // namespace epitaph::cli
