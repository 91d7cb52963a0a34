#include "logs/queries/query_record.h"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

namespace epitaph::logs {
namespace {

struct StatusName {
  QueryStatus status;
  std::string_view text;
};

constexpr std::array<StatusName, 6> kStatusNames = {{{QueryStatus::kScheduled, "Scheduled"},
                                                     {QueryStatus::kRunning, "Running"},
                                                     {QueryStatus::kComplete, "Complete"},
                                                     {QueryStatus::kFailed, "Failed"},
                                                     {QueryStatus::kCancelled, "Cancelled"},
                                                     {QueryStatus::kTimeout, "Timeout"}}};

/// Where the first `|` outside of quotes stands; the end of the text when there is none.
std::size_t first_stage_end(std::string_view text) {
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'' || c == '`') {
      quote = c;
    } else if (c == '|') {
      return i;
    }
  }
  return text.size();
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

}  // namespace

std::string_view to_text(QueryStatus status) {
  return std::ranges::find(kStatusNames, status, &StatusName::status)->text;
}

std::optional<QueryStatus> parse_query_status(std::string_view text) {
  const auto* const found = std::ranges::find(kStatusNames, text, &StatusName::text);
  if (found == kStatusNames.end()) return std::nullopt;
  return found->status;
}

bool has_ended(QueryStatus status) {
  return status != QueryStatus::kScheduled && status != QueryStatus::kRunning;
}

std::string rewritten_query(const std::vector<std::string>& groups, Timestamp from, Timestamp to,
                            std::string_view text) {
  std::string sources;
  for (const std::string& group : groups) {
    fmt::format_to(std::back_inserter(sources), R"({}"{}")", sources.empty() ? "SOURCE " : ", ",
                   group);
  }
  if (groups.empty()) {
    const auto end = first_stage_end(text);
    sources = trimmed(text.substr(0, end));
    text = trimmed(text.substr(std::min(end + 1, text.size())));
  }
  return fmt::format("{} START={} END={}{}{}", sources, from.time_since_epoch().count(),
                     to.time_since_epoch().count(), text.empty() ? "" : " | ", text);
}

}  // namespace epitaph::logs
