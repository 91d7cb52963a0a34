#include "logs/stream_page.h"

#include <algorithm>

#include "logs/event_digits.h"

namespace epitaph::logs {
namespace {

using Direction = StreamToken::Direction;

constexpr std::string_view kForwardMark = "f/";
constexpr std::string_view kBackwardMark = "b/";

Direction direction_of(const StreamQuery& query) {
  if (query.token) return query.token->direction;
  return query.from_head ? Direction::kForward : Direction::kBackward;
}

storage::LogScan scan_of(const StreamQuery& query) {
  storage::LogScan scan{.group = query.group,
                        .stream = query.stream,
                        .from = query.from,
                        .until = query.until,
                        .newest_first = direction_of(query) == Direction::kBackward,
                        .after = {}};
  if (query.token) {
    scan.after = scan.newest_first ? query.token->gap : previous_place(query.token->gap);
  }
  return scan;
}

Result<std::vector<LogEvent>> read_events(storage::Storage& store, const StreamQuery& query) {
  const storage::LogScan scan = scan_of(query);
  const auto cursor = store.scan_log_events(scan);
  std::vector<LogEvent> events;
  PageRoom room{query.limit};
  while (true) {
    EPITAPH_TRY(event, cursor->next());
    if (event == nullptr || !room.take(event->message.size())) break;
    events.push_back(
        {event->id, event->ingested_at, std::string{event->stream}, std::string{event->message}});
  }
  if (scan.newest_first) std::ranges::reverse(events);
  return events;
}

}  // namespace

std::string StreamToken::text() const {
  const auto mark = direction == Direction::kForward ? kForwardMark : kBackwardMark;
  return std::string{mark} + event_digits(gap);
}

std::optional<StreamToken> StreamToken::parse(std::string_view text) {
  const bool forward = text.starts_with(kForwardMark);
  if (!forward && !text.starts_with(kBackwardMark)) return std::nullopt;
  const auto gap = parse_event_digits(text.substr(kForwardMark.size()));
  if (!gap) return std::nullopt;
  return StreamToken{forward ? Direction::kForward : Direction::kBackward, *gap};
}

Result<StreamPage> read_stream_page(storage::Storage& store, const StreamQuery& query) {
  EPITAPH_TRY(events, read_events(store, query));
  // Nothing read and nowhere to come from: both tokens stand where the events will begin.
  const auto here = query.token ? query.token->gap : first_place(query.from);
  const auto before = events.empty() ? here : events.front().id;
  const auto behind = events.empty() ? here : next_place(events.back().id);
  return StreamPage{.events = std::move(events),
                    .forward = {Direction::kForward, behind},
                    .backward = {Direction::kBackward, before}};
}

}  // namespace epitaph::logs
