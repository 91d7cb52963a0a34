#include "cli/why_answer.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "cli/terminal.h"
#include "cli/why_context.h"
#include "cli/why_sections.h"

namespace epitaph::cli {
namespace {

/// A part of the answer, and how many of its lines it keeps where room is short.
struct Section {
  std::string title;  ///< empty: none, and no blank line before it
  Lines lines;
  std::size_t least = kAnswerLinesMax;
};

std::size_t lines_of(const std::vector<Section>& sections) {
  std::size_t sum = 0;
  for (const auto& section : sections) {
    if (!section.lines.empty()) sum += section.lines.size() + (section.title.empty() ? 0 : 2);
  }
  return sum;
}

/// Takes lines from the sections, from the last that has any to spare, until the rest fits. `seen`,
/// how often this happened, is said whatever goes: it decides what a tired person does next.
void shorten(std::vector<Section>& sections, const std::string& seen) {
  bool was_cut = false;
  while (lines_of(sections) + (was_cut ? 1 : 0) > kAnswerLinesMax) {
    const auto spare = std::find_if(sections.rbegin(), sections.rend(), [](const Section& section) {
      return section.lines.size() > section.least;
    });
    if (spare == sections.rend()) break;
    spare->lines.pop_back();
    was_cut = true;
  }
  if (!was_cut) return;
  const std::string rest = "… epitaph why -o wide has the rest";
  const bool is_said = seen.empty() || !sections.back().lines.empty();
  sections.push_back({"", {is_said ? rest : seen + " " + rest}});
}

}  // namespace

std::string why_answer(const boost::json::object& task, Timestamp now, bool utc,
                       std::size_t columns) {
  std::vector<Section> sections;
  sections.push_back({"", verdict_lines(task, columns)});
  sections.push_back({"", {""}});
  sections.push_back({"", fact_lines(task, now, utc, columns)});
  sections.push_back({"What says so", evidence_lines(task, columns), 2});
  sections.push_back({"What to do next", check_lines(task, columns)});
  auto known = context_lines(task, columns);
  append(known, life_lines(task, columns));
  sections.push_back({"What else is known", std::move(known), 0});
  shorten(sections, times_seen(task));
  std::string out;
  for (const auto& [title, lines, least] : sections) {
    if (lines.empty()) continue;
    if (!title.empty()) out += "\n" + coloured(title, Colour::kBold) + "\n";
    for (const auto& line : lines) out += line + "\n";
  }
  return out;
}

}  // namespace epitaph::cli
