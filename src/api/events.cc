#include "api/events.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "api/page.h"
#include "api/query.h"
#include "base/ascii.h"
#include "model/event.h"
#include "model/masking.h"

namespace epitaph::api {
namespace {

namespace json = boost::json;

/// So many events are looked at for one page.
constexpr std::size_t kLookedAtMax = 10'000;

/// What the store does not choose by.
struct Wanted {
  std::string account, region, text;

  bool narrows() const { return !account.empty() || !region.empty() || !text.empty(); }
};

/// `masked` is what is shown: nobody shall find by its text what they may not read.
bool fits(const Wanted& wanted, std::string_view masked) {
  if (!contains_ignoring_case(masked, wanted.text)) return false;
  if (wanted.account.empty() && wanted.region.empty()) return true;
  const auto event = parse_event(masked);
  return event && (wanted.account.empty() || event->account == wanted.account) &&
         (wanted.region.empty() || event->region == wanted.region);
}

Cursor cursor_of(const storage::SubjectEventId& id) {
  return {id.time.time_since_epoch().count(), fmt::format("{:016x}", id.hash)};
}

Result<std::optional<storage::SubjectEventId>> event_cursor(const http::Request& request) {
  EPITAPH_TRY(cursor, cursor_parameter(request));
  if (!cursor) return std::optional<storage::SubjectEventId>{};
  storage::SubjectEventId id{Timestamp{std::chrono::milliseconds{cursor->number}}};
  const auto* end = cursor->name.data() + cursor->name.size();
  if (const auto read = std::from_chars(cursor->name.data(), end, id.hash, 16);
      read.ec != std::errc{} || read.ptr != end) {
    return Error{ErrorKind::kInvalid, "cursor is none that this server gave out"};
  }
  return std::optional{id};
}

Result<storage::SubjectEventScan> read_scan(const http::Request& request, Timestamp now) {
  storage::SubjectEventScan scan{.subject_prefix = text_parameter(request, "resource"),
                                 .detail_type = text_parameter(request, "detailType")};
  EPITAPH_TRY(since, time_parameter(request, "since", now));
  EPITAPH_TRY(until, time_parameter(request, "until", now));
  EPITAPH_TRY(after, event_cursor(request));
  scan.from = since.value_or(scan.from);
  scan.until = until.value_or(scan.until);
  scan.after = after;
  return scan;
}

/// An envelope was held against kEventDepthMax when it came in.
json::value parsed(std::string_view event) {
  return json::parse(event, {}, {.max_depth = kEventDepthMax + 2});
}

Result<http::Response> list_events(const http::Request& request, storage::Storage& store,
                                   Timestamp now) {
  EPITAPH_TRY(scan, read_scan(request, now));
  EPITAPH_TRY(limit, limit_parameter(request));
  const Wanted wanted{.account = text_parameter(request, "account"),
                      .region = text_parameter(request, "region"),
                      .text = text_parameter(request, "text")};
  const auto cursor = store.scan_subject_events(std::move(scan));
  json::array items;
  std::optional<storage::SubjectEventId> last;
  for (std::size_t looked_at = 0;; ++looked_at) {
    EPITAPH_TRY(event, cursor->next());
    if (!event) return json_response(page_json(std::move(items), std::nullopt));
    if (items.size() == limit || looked_at == kLookedAtMax) break;
    last = event->id;
    auto shown = parsed(event->json);
    mask_secrets(shown);
    if (!wanted.narrows() || fits(wanted, json::serialize(shown)))
      items.push_back(std::move(shown));
  }
  return json_response(page_json(std::move(items), cursor_of(*last)));
}

}  // namespace

std::string masked_event(std::string_view event) {
  auto value = parsed(event);
  return mask_secrets(value) ? json::serialize(value) : std::string{event};
}

void add_event_resource(Resources& resources, storage::Storage& store, const Clock& clock) {
  resources.add({.method = "GET",
                 .path = "/events",
                 .parameters = {"detailType", "resource", "account", "region", "text", "since",
                                "until", "limit", "cursor"},
                 .handle = [&](const http::Request& request, const std::string&) {
                   return list_events(request, store, clock.now());
                 }});
}

}  // namespace epitaph::api
