#include "logs/insights/record_pointer.h"

#include <chrono>

#include "base/base64.h"

namespace epitaph::logs::insights {
namespace {

constexpr std::size_t kPointerBytes = 40;
constexpr std::size_t kCheckBytes = 4;

void put_number(std::string& bytes, std::uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift);
}

std::uint64_t take_number(std::string_view& bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes.substr(0, 8)) number = number << 8 | static_cast<unsigned char>(c);
  bytes.remove_prefix(8);
  return number;
}

/// FNV-1a: a row of a result takes two of these, and nobody gains by forging what they tell apart.
std::uint64_t quick_hash(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

std::string check_of(std::string_view bytes) {
  std::string check;
  put_number(check, quick_hash(bytes));
  check.resize(kCheckBytes);
  return check;
}

}  // namespace

RecordPointer record_pointer(storage::LogGroupId group, const storage::LogEventView& event) {
  return {.group = group, .id = event.id, .stream_hash = quick_hash(event.stream)};
}

std::string encode_record_pointer(const RecordPointer& pointer) {
  std::string bytes;
  bytes.reserve(kPointerBytes + kCheckBytes);
  put_number(bytes, static_cast<std::uint64_t>(pointer.group));
  put_number(bytes, static_cast<std::uint64_t>(pointer.id.time.time_since_epoch().count()));
  put_number(bytes, pointer.id.order);
  put_number(bytes, pointer.id.hash);
  put_number(bytes, pointer.stream_hash);
  bytes += check_of(bytes);
  return base64_encode(bytes);
}

std::optional<RecordPointer> parse_record_pointer(std::string_view text) {
  const auto decoded = base64_decode(text);
  if (!decoded || decoded->size() != kPointerBytes + kCheckBytes) return std::nullopt;
  std::string_view rest = *decoded;
  if (check_of(rest.substr(0, kPointerBytes)) != rest.substr(kPointerBytes)) return std::nullopt;
  RecordPointer pointer;
  pointer.group = storage::LogGroupId{take_number(rest)};
  pointer.id.time =
      Timestamp{std::chrono::milliseconds{static_cast<std::int64_t>(take_number(rest))}};
  pointer.id.order = take_number(rest);
  pointer.id.hash = take_number(rest);
  pointer.stream_hash = take_number(rest);
  return pointer;
}

Result<std::optional<LogEvent>> find_record(storage::Storage& store, const RecordPointer& pointer) {
  // The text may have been made by anybody: the last millisecond of all has none behind it.
  if (pointer.id.time == storage::kLatest) return std::optional<LogEvent>{};
  const auto cursor =
      store.scan_log_events({.group = pointer.group,
                             .stream = std::nullopt,
                             .from = pointer.id.time,
                             .until = pointer.id.time + std::chrono::milliseconds{1},
                             .newest_first = false,
                             .after = std::nullopt});
  for (;;) {
    EPITAPH_TRY(event, cursor->next());
    if (event == nullptr) return std::optional<LogEvent>{};
    if (event->id == pointer.id && quick_hash(event->stream) == pointer.stream_hash) {
      return std::optional<LogEvent>{LogEvent{
          event->id, event->ingested_at, std::string{event->stream}, std::string{event->message}}};
    }
  }
}

}  // namespace epitaph::logs::insights
