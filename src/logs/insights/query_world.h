#pragma once
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/hash.h"
#include "logs/insights/execution.h"
#include "logs/insights/parser.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::logs::insights {

/// For tests: log groups in memory that queries are run over. Group `/g` is the one that a query
/// without SOURCE reads.
class QueryWorld {
 public:
  static constexpr std::string_view kGroup = "/g";
  /// The time of the first event of add(message): 2024-11-05T00:00:00Z.
  static constexpr std::int64_t kStart = 1'730'764'800'000;
  /// When queries are run: a week later. They read from a day before kStart on.
  static constexpr std::int64_t kNow = kStart + 7 * 86'400'000LL;

  void add(std::string_view group, std::string_view stream, std::int64_t ms, std::string message,
           std::uint64_t order = 0) {
    storage::Commit commit;
    const Timestamp time{std::chrono::milliseconds{ms}};
    const storage::Identity identity{order, hash64(message)};
    const auto body = commit.add_body(std::move(message));
    commit.log_events.push_back({.group = id_of(group),
                                 .stream = std::string{stream},
                                 .time = time,
                                 .ingested_at = time + std::chrono::milliseconds{800},
                                 .body = body,
                                 .identity = identity});
    if (!store_.commit(std::move(commit))) throw std::runtime_error("a commit failed");
  }
  /// One more event of `/g`, a second behind the last.
  void add(std::string message) {
    add(kGroup, "s", kStart + 1000 * added_, std::move(message));
    ++added_;
  }

  storage::LogGroupId id_of(std::string_view group) {
    const auto [found, made] = ids_.try_emplace(std::string{group}, ids_.size() + 1);
    return storage::LogGroupId{found->second};
  }
  SourceGroup group(std::string_view name) {
    return {.id = id_of(name), .log = "111122223333:" + std::string{name}};
  }

  ExecutionInput input() {
    return {.groups = {group(kGroup)},
            .from = Timestamp{std::chrono::milliseconds{kStart - 86'400'000}},
            .until = Timestamp{std::chrono::milliseconds{kNow}},
            .now = Timestamp{std::chrono::milliseconds{kNow}},
            .rows_max = std::nullopt};
  }

  /// A query that must parse and be prepared.
  std::unique_ptr<Execution> prepare(std::string_view text, ExecutionInput input) {
    auto query = parse_query(text);
    if (!query) throw std::runtime_error(query.error().message);
    auto execution = Execution::prepare(*query, source_, std::move(input));
    if (!execution) throw std::runtime_error(execution.error().message);
    return std::move(*execution);
  }
  /// The rows of a query that must succeed.
  std::vector<ResultRow> rows(std::string_view text) {
    const auto execution = prepare(text, input());
    const auto done = execution->run({});
    if (!done) throw std::runtime_error(done.error().message);
    return execution->rows(0, kRowsMax);
  }

  /// A row a text, `a=1 b=x`; of @ptr nothing is said.
  std::vector<std::string> lines(std::string_view text) {
    std::vector<std::string> lines;
    for (const ResultRow& row : rows(text)) {
      std::string line;
      for (const ResultField& field : row) {
        if (field.field == "@ptr") continue;
        line += fmt::format("{}{}={}", line.empty() ? "" : " ", field.field, field.value);
      }
      lines.push_back(line);
    }
    return lines;
  }

  storage::Storage& store() { return store_; }
  Source& source() { return source_; }

 private:
  Result<std::vector<SourceGroup>> find(const SourceSpec& spec) {
    std::vector<SourceGroup> groups;
    for (const std::string& name : spec.groups) {
      if (!ids_.contains(name)) {
        return Error{ErrorKind::kNotFound, fmt::format("Log group '{}' does not exist", name)};
      }
      groups.push_back(group(name));
    }
    return groups;
  }

  storage::MemoryStorage store_;
  std::map<std::string, std::uint64_t> ids_;
  std::int64_t added_ = 0;
  StorageSource source_{store_, [this](const SourceSpec& spec) { return find(spec); }};
};

/// For tests: the refusal of a text that must be no query.
inline QueryError refusal(std::string_view text) {
  const auto query = parse_query(text);
  if (query) throw std::runtime_error("is a query: " + std::string{text});
  return query.error();
}

}  // namespace epitaph::logs::insights
