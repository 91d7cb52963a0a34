#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aws/validation.h"
#include "base/hash.h"
#include "events/event_service.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::events {

/// The classes that most refusals are of.
constexpr std::string_view kInvalid = "ValidationException";
constexpr std::string_view kNotFound = "ResourceNotFoundException";

/// For tests: EventBridge over a store in memory, with log groups that are there when `log_groups`
/// names them.
struct EventWorld {
  explicit EventWorld(Quotas quotas = {}, bool strict_sources = false)
      : service{event_service({.rules = rules,
                               .buses = buses,
                               .archives = archives,
                               .archive_sizes = archive_sizes,
                               .replays = replays,
                               .publisher = publisher,
                               .clock = clock,
                               .quotas = quotas,
                               .strict_sources = strict_sources})} {}

  static storage::LogGroupId id_of(std::string_view group) {
    return storage::LogGroupId{hash64(group)};
  }

  Status deliver(const LogGroupDelivery& delivery, storage::Commit& commit) const {
    if (refusal) return *refusal;
    if (!log_groups.contains(std::string{delivery.group})) {
      return Error{ErrorKind::kNotFound, "log group does not exist"};
    }
    commit.log_events.push_back({.group = id_of(delivery.group),
                                 .stream = std::string{delivery.stream},
                                 .time = delivery.time,
                                 .ingested_at = delivery.ingested_at,
                                 .body = delivery.body,
                                 .identity = delivery.identity});
    return Done{};
  }

  Status send(const QueueMessage& message, storage::Commit& commit) const {
    const auto name = message.arn.substr(message.arn.rfind(':') + 1);
    if (!queues.contains(std::string{name})) {
      return Error{ErrorKind::kNotFound, "queue does not exist"};
    }
    std::string state;
    for (const auto& attribute : message.attributes) {
      state += attribute.name + "=" + attribute.value + " ";
    }
    commit.new_queue_items.push_back({.queue = queue_id_of(name),
                                      .due = clock.now(),
                                      .enqueued_at = clock.now(),
                                      .body = message.body,
                                      .state = state});
    return Done{};
  }
  static storage::QueueId queue_id_of(std::string_view queue) {
    return storage::QueueId{hash64(queue)};
  }
  /// `ATTRIBUTES BODY` for each message of a queue.
  std::vector<std::string> queued(std::string_view queue) {
    std::vector<std::string> messages;
    const auto items = storage.read_queue(queue_id_of(queue), storage::kLatest, {}, 1000);
    for (const auto& item : *items) messages.push_back(item.state + item.body);
    return messages;
  }

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

  /// The output of a call that must succeed, as JSON text.
  std::string output(std::string_view operation, std::string_view input) const {
    return boost::json::serialize(call(operation, input).output());
  }

  /// `STREAM MESSAGE` for each log event of a group.
  std::vector<std::string> logged(std::string_view group) {
    std::vector<std::string> lines;
    const auto cursor = storage.scan_log_events({.group = id_of(group), .stream = {}, .after = {}});
    for (;;) {
      const auto next = cursor->next();
      if (!next || *next == nullptr) return lines;
      lines.push_back(std::string{(*next)->stream} + " " + std::string{(*next)->message});
    }
  }

  Scope scope{"123456789012", "us-east-1"};
  ManualClock clock{Timestamp{std::chrono::milliseconds{1'725'979'307'410}}};
  storage::MemoryStorage storage;
  std::set<std::string> log_groups;
  std::set<std::string> queues;  ///< those that are there
  std::optional<Error> refusal;  ///< what every log group answers
  RuleBook rules{storage};
  EventBuses buses{storage, rules};
  Archives archives{storage, rules};
  ArchiveSizes archive_sizes{storage};
  Replays replays{storage};
  RuleCounters rule_counters;
  FailureLog failure_log;
  ledger::KnownDefinitions definitions{storage};
  PublisherParts publisher_parts{
      .storage = storage,
      .rules = rules,
      .definitions = definitions,
      .targets = {
          .log_groups = [this](const auto& delivery,
                               auto& commit) { return deliver(delivery, commit); },
          .queues = [this](const auto& message, auto& commit) { return send(message, commit); }},
      .rule_counters = rule_counters,
      .failure_log = failure_log,
      .clock = clock};
  Publisher publisher{publisher_parts};
  aws::Service service;
};

/// A call that is refused, and how.
struct Refusal {
  std::string_view name, operation, input, type, message;
};

inline void expect_refused(const EventWorld& world, const Refusal& c) {
  SCOPED_TRACE(c.name);
  const auto answer = world.call(c.operation, c.input);
  ASSERT_NE(answer.error(), nullptr) << boost::json::serialize(answer.output());
  EXPECT_EQ(answer.error()->type, c.type);
  EXPECT_EQ(answer.error()->message, c.message);
}

inline Event task_event(std::string_view id, int version, std::string_view status = "STOPPED") {
  const auto arn = "arn:aws:ecs:us-east-1:123456789012:task/prod/0123456789abcdef0123456789abcdef";
  const auto event = parse_event(fmt::format(
      R"({{"version":"0","id":"{}","detail-type":"ECS Task State Change","source":"aws.ecs",)"
      R"("account":"123456789012","time":"2024-09-10T14:41:47Z","region":"us-east-1",)"
      R"("resources":["{}"],"detail":{{"taskArn":"{}","version":{},"lastStatus":"{}",)"
      R"("desiredStatus":"STOPPED","stoppedAt":"2024-09-10T14:41:40Z"}}}})",
      id, arn, arn, version, status));
  return *event;
}

inline Event custom_event(std::string_view id, std::string_view source = "shop") {
  const auto event = parse_event(
      fmt::format(R"({{"id":"{}","detail-type":"Order","source":"{}","account":"123456789012",)"
                  R"("time":"2024-09-10T14:41:47Z","region":"us-east-1","detail":{{"n":1.0}}}})",
                  id, source));
  return *event;
}

}  // namespace epitaph::events
