#include "logs/queries/kept_queries.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "storage/document_json.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;

constexpr std::string_view kQueryKind = "log-query";
constexpr std::string_view kRowsKind = "log-query-rows";
/// How far the bounds may be passed before anybody looks.
constexpr std::uint64_t kUnsweptBytesMax = kKeptBytesMax / 8;
/// A result that was announced so long ago and is not there was cut off by a crash.
constexpr std::chrono::hours kUnfinishedKept{1};

storage::DocumentKey query_key(const Scope& scope, std::string_view id) {
  return {.kind = std::string{kQueryKind}, .scope = scope, .name = std::string{id}};
}

storage::DocumentKey part_key(const QueryRecord& record, std::size_t part) {
  return {.kind = std::string{kRowsKind},
          .scope = record.scope,
          .name = fmt::format("{}/{}", record.id, part)};
}

json::array statistics_array(const insights::QueryStatistics& statistics) {
  return {statistics.records_matched, statistics.records_scanned, statistics.bytes_scanned,
          statistics.log_groups_scanned};
}

std::string kept_query_text(const KeptQuery& query) {
  const QueryRecord& record = query.record;
  json::object document{{"logGroupNames", json::value_from(record.groups)},
                        {"queryString", record.text},
                        {"userIdentity", record.user},
                        {"createTime", record.created_at.time_since_epoch().count()},
                        {"queryDuration", record.duration.count()},
                        {"status", to_text(record.status)},
                        {"statistics", statistics_array(record.statistics)},
                        {"rowsOfPart", json::value_from(query.rows_of_part)},
                        {"bytes", query.bytes}};
  if (!record.failure.empty()) document["failure"] = record.failure;
  return json::serialize(document);
}

insights::QueryStatistics read_statistics(const json::array& numbers) {
  const auto at = [&](std::size_t i) { return numbers.at(i).to_number<std::uint64_t>(); };
  return {.records_matched = at(0),
          .records_scanned = at(1),
          .bytes_scanned = at(2),
          .log_groups_scanned = at(3)};
}

Result<KeptQuery> parse_kept_query(const storage::Document& document) {
  return storage::read_json(document, "query", [&](const json::object& object) {
    const auto text = [&](std::string_view member) {
      return std::string{object.at(member).as_string()};
    };
    const auto number = [&](std::string_view member) {
      return object.at(member).to_number<std::int64_t>();
    };
    KeptQuery query;
    query.record = {.id = document.key.name,
                    .scope = document.key.scope,
                    .groups = json::value_to<std::vector<std::string>>(object.at("logGroupNames")),
                    .text = text("queryString"),
                    .user = text("userIdentity"),
                    .created_at = Timestamp{milliseconds{number("createTime")}},
                    .duration = milliseconds{number("queryDuration")},
                    .status = parse_query_status(text("status")).value(),
                    .failure = object.contains("failure") ? text("failure") : std::string{},
                    .statistics = read_statistics(object.at("statistics").as_array())};
    query.rows_of_part = json::value_to<std::vector<std::size_t>>(object.at("rowsOfPart"));
    query.bytes = object.at("bytes").to_number<std::uint64_t>();
    return query;
  });
}

/// How the rows are cut into parts.
KeptQuery planned(const QueryRecord& record, const RowReader& rows) {
  constexpr std::size_t kRowsAtOnce = 1000;
  KeptQuery query{.record = record, .rows_of_part = {}, .bytes = 0};
  std::size_t part_bytes = 0;
  for (std::size_t first = 0;;) {
    const auto lines = rows(first, kRowsAtOnce);
    if (lines.empty()) return query;
    for (const std::string& line : lines) {
      const std::size_t bytes = line.size() + 1;
      if (query.rows_of_part.empty() || part_bytes + bytes > KeptQueries::kPartBytes) {
        query.rows_of_part.push_back(0);
        part_bytes = 0;
      }
      ++query.rows_of_part.back();
      part_bytes += bytes;
      query.bytes += bytes;
    }
    first += lines.size();
  }
}

std::string part_text(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text.append(line).push_back('\n');
  return text;
}

/// Takes lines of `part` that lie in `range`, whose part begins with the row `first`; gives false
/// when the range is full.
bool take_rows(std::string_view part, std::size_t first, const RowRange& range, std::size_t& bytes,
               std::vector<std::string>& taken) {
  for (std::size_t row = first; !part.empty(); ++row) {
    const auto line = part.substr(0, part.find('\n'));
    part.remove_prefix(std::min(line.size() + 1, part.size()));
    if (row < range.first) continue;
    if (taken.size() == range.count) return false;
    if (!taken.empty() && bytes + line.size() > range.bytes_max) return false;
    bytes += line.size();
    taken.emplace_back(line);
  }
  return true;
}

}  // namespace

std::size_t KeptQuery::rows() const {
  return std::accumulate(rows_of_part.begin(), rows_of_part.end(), std::size_t{0});
}

Status KeptQueries::keep(const QueryRecord& record, const RowReader& rows) {
  const KeptQuery query = planned(record, rows);
  if (query.rows_of_part.size() > 1) EPITAPH_CHECK(announce(query));
  storage::Commit commit;
  std::size_t first = 0;
  for (std::size_t part = 0; part < query.rows_of_part.size(); ++part) {
    // The last part goes with the record: most results are one commit.
    if (part > 0) EPITAPH_CHECK(store_.commit(std::exchange(commit, {})));
    const std::size_t count = query.rows_of_part[part];
    commit.documents.push_back({part_key(record, part), part_text(rows(first, count)), {}});
    first += count;
  }
  commit.documents.push_back({query_key(record.scope, record.id), kept_query_text(query), {}});
  EPITAPH_CHECK(store_.commit(std::move(commit)));
  if (unswept_bytes_.fetch_add(query.bytes) + query.bytes > kUnsweptBytesMax) return sweep();
  return Done{};
}

Status KeptQueries::announce(KeptQuery query) {
  query.record.status = QueryStatus::kRunning;
  storage::Commit commit;
  commit.documents.push_back(
      {query_key(query.record.scope, query.record.id), kept_query_text(query), {}});
  EPITAPH_CHECK(store_.commit(std::move(commit)));
  return Done{};
}

bool KeptQueries::is_there(const KeptQuery& query) const {
  return has_ended(query.record.status) &&
         query.record.created_at + query.record.duration + kQueryKept > clock_.now();
}

Result<std::optional<KeptQuery>> KeptQueries::find(const Scope& scope, std::string_view id) const {
  // An id with a NUL in it would be another's key.
  if (id.find('\0') != std::string_view::npos) return std::optional<KeptQuery>{};
  EPITAPH_TRY(document, store_.read_document(query_key(scope, id)));
  if (!document) return std::optional<KeptQuery>{};
  EPITAPH_TRY(query, parse_kept_query(*document));
  if (!is_there(query)) return std::optional<KeptQuery>{};
  return std::optional{std::move(query)};
}

Result<std::vector<KeptQuery>> KeptQueries::list(const Scope& scope) const {
  EPITAPH_TRY(documents, store_.list_documents(kQueryKind, scope));
  std::vector<KeptQuery> queries;
  for (const storage::Document& document : documents) {
    EPITAPH_TRY(query, parse_kept_query(document));
    if (is_there(query)) queries.push_back(std::move(query));
  }
  return queries;
}

Result<std::vector<std::string>> KeptQueries::rows(const KeptQuery& query,
                                                   const RowRange& range) const {
  std::vector<std::string> taken;
  std::size_t bytes = 0;
  std::size_t first = 0;  // of the part
  for (std::size_t part = 0; part < query.rows_of_part.size(); ++part) {
    const std::size_t next = first + query.rows_of_part[part];
    if (next > range.first && taken.size() < range.count) {
      EPITAPH_TRY(document, store_.read_document(part_key(query.record, part)));
      if (!document) return taken;  // dropped meanwhile
      if (!take_rows(document->text, first, range, bytes, taken)) return taken;
    }
    first = next;
  }
  return taken;
}

Status KeptQueries::remove(const KeptQuery& query) {
  storage::Commit commit;
  for (std::size_t part = 0; part < query.rows_of_part.size(); ++part) {
    commit.documents.push_back({part_key(query.record, part), std::nullopt, {}});
  }
  commit.documents.push_back({query_key(query.record.scope, query.record.id), std::nullopt, {}});
  EPITAPH_CHECK(store_.commit(std::move(commit)));
  return Done{};
}

Status KeptQueries::sweep() {
  unswept_bytes_ = 0;
  EPITAPH_TRY(documents, store_.list_documents(kQueryKind, std::nullopt));
  std::vector<KeptQuery> queries;
  for (const storage::Document& document : documents) {
    EPITAPH_TRY(query, parse_kept_query(document));
    queries.push_back(std::move(query));
  }
  std::ranges::sort(queries, std::ranges::greater{},
                    [](const KeptQuery& query) { return query.record.created_at; });
  std::uint64_t bytes = 0;
  std::size_t count = 0;
  for (const KeptQuery& query : queries) {
    const bool being_kept =
        !has_ended(query.record.status) &&
        query.record.created_at + query.record.duration + kUnfinishedKept > clock_.now();
    bytes += query.bytes;
    ++count;
    const bool fits = bytes <= kKeptBytesMax && count <= kKeptQueriesMax;
    if (being_kept || (is_there(query) && fits)) continue;
    EPITAPH_CHECK(remove(query));
  }
  return Done{};
}

}  // namespace epitaph::logs
