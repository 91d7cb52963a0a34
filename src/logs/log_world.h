#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aws/validation.h"
#include "logs/append.h"
#include "logs/log_service.h"
#include "logs/queries/queries.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::logs {

/// For tests: a call that is refused, with AWS's class and text for it.
struct Refusal {
  std::string_view name, operation, input, type, message;
};

/// For tests: the classes that most refusals are of.
constexpr std::string_view kInvalid = "InvalidParameterException";
constexpr std::string_view kMissing = "ResourceNotFoundException";

/// For tests: CloudWatch Logs over a store in memory, at a time that stands still.
struct LogWorld {
  /// Calls an operation as the gateway does: its shape first. `input` is JSON.
  aws::Answer call(std::string_view operation, std::string_view input) const {
    for (const auto& candidate : service.operations) {
      if (candidate.name != operation) continue;
      const aws::Call call{.input = boost::json::parse(input).as_object(), .scope = scope};
      if (auto fault = aws::validate(candidate.input, call.input, service.dialect)) return *fault;
      return candidate.handle(call);
    }
    throw std::logic_error("no such operation: " + std::string{operation});
  }

  /// The output of a call that must succeed.
  boost::json::object output(std::string_view operation, std::string_view input) const {
    return call(operation, input).output();
  }

  void expect_refused(std::span<const Refusal> refusals) const {
    for (const Refusal& refusal : refusals) {
      SCOPED_TRACE(refusal.name);
      const auto answer = call(refusal.operation, refusal.input);
      ASSERT_NE(answer.error(), nullptr);
      EXPECT_EQ(answer.error()->type, refusal.type);
      EXPECT_EQ(answer.error()->message, refusal.message);
      EXPECT_EQ(answer.error()->status, 400);
    }
  }

  /// Adds an event `age` old as a rule's target does. The store keeps it once for each `order`.
  void append(std::string_view group, std::string_view stream, std::chrono::milliseconds age,
              std::string message, std::uint64_t order = 0) {
    storage::Commit commit;
    const storage::Identity identity{order, std::hash<std::string>{}(message)};
    const auto body = commit.add_body(std::move(message));
    ASSERT_TRUE(logs::append(store,
                             {.scope = scope,
                              .group = group,
                              .stream = stream,
                              .time = clock.now() - age,
                              .ingested_at = clock.now(),
                              .body = body,
                              .identity = identity},
                             commit));
    ASSERT_TRUE(store.commit(std::move(commit)));
  }

  /// Runs the queries that wait, to their ends.
  void run_queries() {
    for (std::stop_source none; const auto query = queries.take();) {
      queries.run(*query, none.get_token());
    }
  }

  std::int64_t now_ms() const { return clock.now().time_since_epoch().count(); }

  Scope scope{"111122223333", "eu-west-1"};
  storage::MemoryStorage store;
  ManualClock clock{Timestamp{std::chrono::milliseconds{1'700'000'000'000}}};
  TailHub live_tail;
  Queries queries{store, clock};  ///< without a thread: run_queries() runs what was started
  aws::Service service =
      log_service({.store = store, .clock = clock, .queries = queries, .live_tail = &live_tail});
};

/// `member` of each object in a list of the output.
inline std::vector<std::string> each(const boost::json::object& output, std::string_view list,
                                     std::string_view member) {
  std::vector<std::string> values;
  for (const auto& item : output.at(list).as_array()) {
    values.emplace_back(item.as_object().at(member).as_string());
  }
  return values;
}

}  // namespace epitaph::logs
