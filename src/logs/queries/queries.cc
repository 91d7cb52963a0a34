#include "logs/queries/queries.h"

#include <algorithm>
#include <limits>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "base/random_id.h"
#include "logs/queries/query_groups.h"

namespace epitaph::logs {

class Queries::Live {
 public:
  Live(storage::Storage& store, const NewQuery& query)
      : source(store, query.finder),
        groups(query.input.groups),
        from(query.input.from),
        until(query.input.until) {
    if (!query.query->source) return;
    const insights::SourceSpec& own = *query.query->source;
    if (own.start) from = own.start->at(query.input.now);
    if (own.end) until = own.end->at(query.input.now);
  }

  insights::StorageSource source;
  std::unique_ptr<insights::Execution> execution;
  std::stop_source stop;
  std::vector<insights::SourceGroup> groups;
  Timestamp from, until;

  std::once_flag expected_once;
  std::uint64_t bytes_expected = 0;  ///< behind expected_once

  // From here on guarded by Queries' mutex, but for the record's id and scope, which stay.
  QueryRecord record;
  std::optional<Timestamp> started_at;
  /// Set by who ends it before its time: the status that it shows from then on.
  std::optional<QueryStatus> ended_as;
};

namespace {

namespace json = boost::json;

/// A store that has too much to do is asked again this often, and so many times: for a minute.
constexpr std::chrono::milliseconds kBusyPause{100};
constexpr int kBusyAttemptsMax = 600;
/// Rows are copied out of a result that is still being made so many at a time.
constexpr std::size_t kRowsAtOnce = 1000;

std::string line_of(const insights::ResultRow& row) {
  json::array fields;
  fields.reserve(row.size());
  for (const insights::ResultField& field : row) {
    fields.push_back(json::object{{"field", field.field}, {"value", field.value}});
  }
  return json::serialize(fields);
}

std::vector<std::string> lines_of(const insights::Execution& execution, const RowRange& range) {
  std::vector<std::string> lines;
  std::size_t bytes = 0;
  while (lines.size() < range.count) {
    const auto rows = execution.rows(range.first + lines.size(),
                                     std::min(range.count - lines.size(), kRowsAtOnce));
    for (const insights::ResultRow& row : rows) {
      auto line = line_of(row);
      if (!lines.empty() && bytes + line.size() > range.bytes_max) return lines;
      bytes += line.size();
      lines.push_back(std::move(line));
    }
    if (rows.empty()) break;
  }
  return lines;
}

Error no_such_query(std::string_view id) {
  return {ErrorKind::kNotFound, fmt::format("query {}: does not exist", id)};
}

Error not_running(std::string_view id) {
  return {ErrorKind::kInvalid, fmt::format("query {}: is not running", id)};
}

}  // namespace

Queries::Queries(storage::Storage& store, const Clock& clock)
    : store_(store), clock_(clock), kept_(store, clock) {}

Queries::~Queries() = default;

Result<std::string> Queries::start(NewQuery query) {
  auto live = std::make_shared<Live>(store_, query);
  EPITAPH_TRY(execution, insights::Execution::prepare(std::move(query.query), live->source,
                                                      std::move(query.input)));
  live->execution = std::move(execution);
  live->record = {.id = random_uuid(),
                  .scope = query.scope,
                  .groups = std::move(query.groups),
                  .text = std::move(query.text),
                  .user = std::move(query.user),
                  .created_at = clock_.now()};
  const std::lock_guard lock(mutex_);
  if (live_.size() >= kLiveQueriesMax) {
    return Error{ErrorKind::kLimit,
                 fmt::format("queries: {} wait or run already", kLiveQueriesMax)};
  }
  live_.emplace(Key{live->record.scope, live->record.id}, live);
  waiting_.push_back(live);
  woken_.notify_one();
  return live->record.id;
}

std::shared_ptr<Queries::Live> Queries::find_live(const Scope& scope, std::string_view id) const {
  const std::lock_guard lock(mutex_);
  const auto found = live_.find(Key{scope, std::string{id}});
  return found == live_.end() ? nullptr : found->second;
}

QueryRecord Queries::record_of(const Live& query) const {
  const auto statistics = query.execution->statistics();
  const std::lock_guard lock(mutex_);
  QueryRecord record = query.record;
  record.statistics = statistics;
  if (query.ended_as) record.status = *query.ended_as;
  if (query.started_at) {
    record.duration = std::max(clock_.now() - *query.started_at, std::chrono::milliseconds{0});
  }
  return record;
}

Result<QueryResult> Queries::result(const Scope& scope, std::string_view id,
                                    const RowRange& range) const {
  if (const auto live = find_live(scope, id)) {
    // The count first: what comes meanwhile belongs to the next page.
    const std::size_t known = live->execution->row_count();
    return QueryResult{.record = record_of(*live),
                       .rows = lines_of(*live->execution, range),
                       .rows_known = known,
                       .bytes_expected = bytes_expected(*live)};
  }
  EPITAPH_TRY(kept, kept_.find(scope, id));
  if (!kept) return no_such_query(id);
  EPITAPH_TRY(rows, kept_.rows(*kept, range));
  const std::size_t known = kept->rows();
  return QueryResult{
      .record = std::move(kept->record), .rows = std::move(rows), .rows_known = known};
}

/// Found out by who first asks for it, and not by the query, which it would hold up.
std::uint64_t Queries::bytes_expected(Live& query) const {
  std::call_once(query.expected_once, [&] {
    const auto bytes = bytes_to_scan(store_, query.groups, query.from, query.until);
    if (bytes) query.bytes_expected = *bytes;
  });
  return query.bytes_expected;
}

Status Queries::stop(const Scope& scope, std::string_view id) {
  const auto live = find_live(scope, id);
  if (!live) {
    EPITAPH_TRY(kept, kept_.find(scope, id));
    return kept ? not_running(id) : no_such_query(id);
  }
  bool waited = false;
  {
    const std::lock_guard lock(mutex_);
    if (live->ended_as || has_ended(live->record.status)) return not_running(id);
    live->ended_as = QueryStatus::kCancelled;
    waited = std::erase(waiting_, live) > 0;
  }
  // Outside the lock, for it calls whoever waits for it.
  live->stop.request_stop();
  if (waited) finish(*live, QueryStatus::kCancelled, {}, {});
  return Done{};
}

Result<std::vector<QueryRecord>> Queries::list(const Scope& scope) const {
  std::vector<std::shared_ptr<Live>> live;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [key, query] : live_) {
      if (key.first == scope) live.push_back(query);
    }
  }
  // After the live ones: what ends meanwhile is in both, rather than in neither.
  EPITAPH_TRY(kept, kept_.list(scope));
  std::map<std::string, QueryRecord> by_id;
  for (const auto& query : live) by_id.emplace(query->record.id, record_of(*query));
  for (KeptQuery& query : kept) {
    by_id.insert_or_assign(query.record.id, std::move(query.record));
  }
  std::vector<QueryRecord> records;
  for (auto& entry : by_id) records.push_back(std::move(entry.second));
  std::ranges::stable_sort(records, std::ranges::greater{}, &QueryRecord::created_at);
  return records;
}

std::shared_ptr<Queries::Live> Queries::wait_and_take(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  woken_.wait(lock, stop, [&] { return !waiting_.empty(); });
  return stop.stop_requested() ? nullptr : take_first();
}

std::shared_ptr<Queries::Live> Queries::take() {
  const std::lock_guard lock(mutex_);
  return take_first();
}

std::shared_ptr<Queries::Live> Queries::take_first() {
  if (waiting_.empty()) return nullptr;
  auto query = std::move(waiting_.front());
  waiting_.pop_front();
  return query;
}

bool Queries::begin(Live& query) {
  const std::lock_guard lock(mutex_);
  if (query.ended_as) return false;
  query.record.status = QueryStatus::kRunning;
  query.started_at = clock_.now();
  return true;
}

void Queries::run(Live& query, const std::stop_token& stop) {
  Status ran = Done{};
  if (begin(query)) {
    const std::stop_callback on_stop(stop, [&] {
      {
        const std::lock_guard lock(mutex_);
        if (!query.ended_as) query.ended_as = QueryStatus::kCancelled;
      }
      query.stop.request_stop();
    });
    ran = query.execution->run(query.stop.get_token());
  }
  if (ran) return finish(query, QueryStatus::kComplete, {}, stop);
  finish(query, QueryStatus::kFailed, ran.error().message, stop);
}

void Queries::finish(Live& query, QueryStatus status, std::string failure,
                     const std::stop_token& stop) {
  QueryRecord record = record_of(query);
  {
    const std::lock_guard lock(mutex_);
    // Whoever ended it before its time has said so already, and says the last word.
    if (!query.ended_as) query.ended_as = status;
    record.status = *query.ended_as;
  }
  if (record.status == QueryStatus::kFailed) {
    record.failure = std::move(failure);
    spdlog::warn("query failed id={} cause={:?}", record.id, record.failure);
  }
  const RowReader rows = [&](std::size_t first, std::size_t count) {
    constexpr auto kAnySize = std::numeric_limits<std::size_t>::max();
    return lines_of(*query.execution, {.first = first, .count = count, .bytes_max = kAnySize});
  };
  const Status kept = keep(record, rows, stop);
  if (!kept) spdlog::error("query was not kept id={} cause={}", record.id, kept.error().message);
  const std::lock_guard lock(mutex_);
  live_.erase(Key{record.scope, record.id});
}

Status Queries::keep(const QueryRecord& record, const RowReader& rows,
                     const std::stop_token& stop) {
  for (int attempt = 0;; ++attempt) {
    auto kept = kept_.keep(record, rows);
    if (kept || kept.error().kind != ErrorKind::kUnavailable || attempt == kBusyAttemptsMax) {
      return kept;
    }
    std::mutex mutex;  // guards nothing but the wait
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, kBusyPause, [] { return false; });
    if (stop.stop_requested()) return kept;
  }
}

void Queries::stop_overdue() {
  std::vector<std::shared_ptr<Live>> overdue;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& entry : live_) {
      auto& query = *entry.second;
      if (query.ended_as || !query.started_at) continue;
      if (clock_.now() - *query.started_at <= kQueryRunTimeMax) continue;
      query.ended_as = QueryStatus::kTimeout;
      overdue.push_back(entry.second);
    }
  }
  for (const auto& query : overdue) query->stop.request_stop();
}

void Queries::cancel_waiting() {
  std::deque<std::shared_ptr<Live>> waiting;
  {
    const std::lock_guard lock(mutex_);
    waiting.swap(waiting_);
    for (const auto& query : waiting) query->ended_as = QueryStatus::kCancelled;
  }
  for (const auto& query : waiting) finish(*query, QueryStatus::kCancelled, {}, {});
}

}  // namespace epitaph::logs
