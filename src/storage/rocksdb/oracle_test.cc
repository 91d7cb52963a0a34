#include <array>
#include <random>

#include "storage/memory/memory_storage.h"
#include "storage/rocksdb/store_fixture.h"

namespace epitaph::storage::rocks {
namespace {

using Lines = std::vector<std::string>;

std::string text(const std::optional<Timestamp>& time) {
  return time ? std::to_string(time->time_since_epoch().count()) : "-";
}

/// Does the same to the plain engine and to this one, at random, and compares all that can be read.
class Oracle : public StoreFixture {
 protected:
  int below(int limit) { return std::uniform_int_distribution<>(0, limit - 1)(random_); }
  std::string stream() { return "s" + std::to_string(below(6)); }
  LogGroupId group() { return LogGroupId{1 + static_cast<std::uint64_t>(below(3))}; }
  static DocumentKey key(int number) {
    return {.kind = "rule", .scope = {"1", "r"}, .name = std::to_string(number)};
  }

  void act() {
    switch (below(17)) {
      case 0:
        return delete_stream(group(), stream());
      case 1:
        return sweep({group(), at(below(200))});
      case 2:
        return make_stream();
      case 3:
        return change_document();
      case 4:
        return delete_subject();
      case 16:
        return delete_subject_events();
      case 5:
        return retire_queue();
      case 6:
      case 7:
      case 8:
        return change_items();
      default:
        return append();
    }
  }

  void append() {
    Commit commit;
    for (int i = below(5); i >= 0; --i) {
      const int number = below(6);
      // The streams' last events are of different times, for ties may stand in any order.
      LogEventRow row{.group = group(),
                      .stream = "s" + std::to_string(number),
                      .time = at(below(25) * 8 + number),
                      .ingested_at = at(1000 + ++arrivals_),
                      .body = commit.add_body("body " + std::to_string(below(1000)))};
      if (below(3) != 0) {
        row.identity = Identity{.order = static_cast<std::uint64_t>(below(2)), .hash = 7};
      }
      commit.log_events.push_back(row);
      commit.subject_events.push_back({.subject = "arn/" + stream(),
                                       .version = static_cast<std::uint64_t>(below(4)),
                                       .time = row.time,
                                       .hash = static_cast<std::uint64_t>(below(2)),
                                       .body = row.body,
                                       .detail_type = below(2) == 0 ? "Task" : "Service"});
      commit.task_rows.push_back(task_row(task_arn(below(40))));
      if (below(2) == 0) commit.new_queue_items.push_back(item(row.body));
    }
    both(commit);
  }

  NewQueueItemRow item(BodyIndex body) {
    return {.queue = queue(below(3)),
            .due = at(below(100)),
            .enqueued_at = at(1000 + arrivals_),
            .body = body,
            .state = "new " + std::to_string(arrivals_)};
  }

  /// A queue that was retired has a successor with another number.
  QueueId queue(int slot) const { return QueueId{queues_[static_cast<std::size_t>(slot)]}; }

  void retire_queue() {
    const int slot = below(3);
    Commit commit;
    commit.retired_queues.push_back(queue(slot));
    queues_[static_cast<std::size_t>(slot)] += 3;
    both(commit);
  }

  /// Some items of one queue move or go, one of them perhaps twice. The engines number items each
  /// in its own way, so an item is named by where it stands.
  void change_items() {
    const QueueId from = queue(below(3));
    struct Choice {
      std::size_t place;
      std::optional<QueueItemChange::Next> next;
    };
    std::vector<Choice> choices;
    for (int i = below(4); i >= 0; --i) {
      choices.push_back({.place = static_cast<std::size_t>(below(8)), .next = {}});
      if (below(2) == 0) {
        choices.back().next = {.due = at(below(120)), .state = std::to_string(++arrivals_)};
      }
    }
    const auto change = [&](Storage& storage) {
      const auto items = storage.read_queue(from, at(200), {}, 8);
      Commit commit;
      for (const Choice& choice : choices) {
        if (choice.place >= items->size()) continue;
        commit.queue_changes.push_back(
            {.queue = from, .item = (*items)[choice.place].id, .next = choice.next});
      }
      const auto done = storage.commit(std::move(commit));
      return done ? std::optional<ErrorKind>{} : done.error().kind;
    };
    EXPECT_EQ(change(*store_), change(plain_));
  }

  /// Ids of every form, beside those that have events.
  static std::string task_arn(int number) {
    const std::string cluster = "arn/" + std::to_string(number % 2) + "/";
    const std::string digits = std::to_string(10 + number) + "00112233445566778899aabbccddee";
    switch (number % 4) {
      case 0:
        return "arn/s" + std::to_string(number % 6);
      case 1:
        return cluster + digits;
      case 2:
        return cluster + digits.substr(0, 8) + "-0011-2233-4455-" + digits.substr(20) + "00";
      default:
        return cluster + "of another form " + std::to_string(number);
    }
  }

  /// Few tasks, places and values, so that rows of all orders, ties and repeats meet.
  TaskRow task_row(std::string arn) {
    TaskRow row{.arn = std::move(arn),
                .place = {.version = static_cast<std::uint64_t>(below(4)),
                          .time = at(below(3)),
                          .hash = static_cast<std::uint64_t>(below(2))},
                .time = at(below(25) * 8),
                .stopped = below(4) != 0};
    row[TaskField::kCause] = {"cause " + std::to_string(below(5))};
    if (below(3) != 0) row[TaskField::kService] = {"service " + std::to_string(below(3))};
    for (int code = below(4); code > 0; --code) {
      row[TaskField::kExitCode].push_back(std::to_string(code * 10));
    }
    if (below(2) == 0) row.reasons = {"Reason " + std::to_string(below(9)), "ESSENTIAL container"};
    return row;
  }

  void delete_subject() {
    const std::string subject = below(2) == 0 ? "arn/" + stream() : task_arn(below(40));
    EXPECT_EQ(*store_->delete_subject(subject), *plain_.delete_subject(subject));
  }

  /// Some that are there, one of them twice, and one that may not be.
  void delete_subject_events() {
    const std::string subject = "arn/" + stream();
    const auto limit = static_cast<std::size_t>(below(5));
    const auto found =
        *plain_.read_subject_events(subject, at(below(200)), std::nullopt, limit + 1);
    std::vector<TaskEventPlace> places{{.version = 1, .time = at(below(200)), .hash = 1}};
    for (const auto& event : found) places.push_back(event.place);
    places.push_back(places.back());
    EXPECT_EQ(*store_->delete_subject_events(subject, places),
              *plain_.delete_subject_events(subject, places));
  }

  static void read_one_subject(Storage& storage, const std::string& subject, Lines& lines) {
    for (const auto until : {at(100), kLatest}) {
      std::optional<TaskEventPlace> after;
      while (true) {
        const auto page = storage.read_subject_events(subject, until, after, 3);
        for (const auto& event : *page) {
          lines.push_back(subject + " " + std::to_string(event.place.version) + " " +
                          text(event.place.time) + " " + std::to_string(event.place.hash) + " " +
                          event.json);
        }
        if (page->size() < 3) break;
        after = page->back().place;
      }
    }
  }

  void make_stream() {
    Commit commit;
    commit.new_streams.push_back({.group = group(), .stream = stream(), .created_at = at(900)});
    both(commit);
  }

  void change_document() {
    const int number = below(4);
    const auto change = [&](Storage& storage, bool stale, bool remove) {
      const auto now = storage.read_document(key(number));
      Commit commit;
      commit.documents.push_back({.key = key(number),
                                  .text = std::to_string(arrivals_),
                                  .expected = (*now ? (*now)->revision : 0) + (stale ? 1000 : 0)});
      if (remove) commit.documents.back().text.reset();
      return storage.commit(std::move(commit)).has_value();
    };
    const bool stale = below(3) == 0, remove = below(3) == 0;
    EXPECT_EQ(change(*store_, stale, remove), change(plain_, stale, remove));
  }

  void delete_stream(LogGroupId group, const std::string& stream) {
    EXPECT_EQ(*store_->delete_stream(group, stream), *plain_.delete_stream(group, stream));
  }
  void sweep(Expiry expiry) {
    EXPECT_EQ(store_->sweep({&expiry, 1})->events_dropped,
              plain_.sweep({&expiry, 1})->events_dropped);
  }
  void both(const Commit& commit) {
    const auto done = store_->commit(commit), wanted = plain_.commit(commit);
    ASSERT_EQ(done.has_value(), wanted.has_value());
    if (done) return;
    EXPECT_EQ(done.error().kind, wanted.error().kind);
  }

  static void read_events(Storage& storage, const LogScan& scan, Lines& lines) {
    const auto cursor = storage.scan_log_events(scan);
    for (auto next = cursor->next(); *next != nullptr; next = cursor->next()) {
      const LogEventView& view = **next;
      lines.push_back(std::string(view.stream) + " " + text(view.id.time) + " " +
                      text(view.ingested_at) + " " + std::string(view.message));
    }
  }

  static void read_streams(Storage& storage, const LogStreamScan& scan, Lines& lines) {
    const auto streams = storage.list_streams(scan);
    for (const auto& info : *streams) {
      lines.push_back(info.name + " " + text(info.created_at) + " " + text(info.first_event) + " " +
                      text(info.last_event) + " " + text(info.last_ingestion));
    }
  }

  static void read_subject_events(Storage& storage, const SubjectEventScan& scan, Lines& lines) {
    const auto cursor = storage.scan_subject_events(scan);
    for (auto next = cursor->next(); *next != nullptr; next = cursor->next()) {
      const SubjectEventView& view = **next;
      lines.push_back(std::string(view.subject) + " " + text(view.id.time) + " " +
                      std::to_string(view.id.hash) + " " + std::string(view.json));
    }
  }

  static void read_subjects(Storage& storage, Lines& lines) {
    for (const bool newest_first : {false, true}) {
      read_subject_events(storage, {.newest_first = newest_first}, lines);
      read_subject_events(storage,
                          {.subject_prefix = "arn/s1",
                           .detail_type = "Task",
                           .from = at(20),
                           .until = at(150),
                           .newest_first = newest_first,
                           .after = SubjectEventId{.time = at(64), .hash = 0}},
                          lines);
    }
    for (int i = 0; i < 6; ++i) read_one_subject(storage, "arn/s" + std::to_string(i), lines);
    for (const std::string_view after : {"", "arn/s2", "arn/s3x"}) {
      const auto subjects = storage.list_subjects("arn/", after, 3);
      lines.insert(lines.end(), subjects->begin(), subjects->end());
    }
  }

  /// All pages of a search, of two tasks each.
  static void search_tasks(Storage& storage, const TaskQuery& query, Lines& lines) {
    std::optional<TaskEntry> after;
    do {
      const auto page = storage.search_tasks(query, after, 2);
      for (const auto& entry : page->tasks) lines.push_back(entry.arn + " " + text(entry.time));
      after = page->next;
    } while (after);
  }

  static void count_tasks(Storage& storage, const TaskQuery& query, Lines& lines) {
    constexpr TaskField kFields[] = {TaskField::kCause, TaskField::kService, TaskField::kExitCode,
                                     TaskField::kImage};
    const auto all = storage.count_tasks(query, kFields);
    for (const auto& field : *all) {
      for (const auto& count : field.counts) {
        lines.push_back(count.value + " " + std::to_string(count.count) + " " + text(count.first) +
                        " " + text(count.last));
      }
    }
    lines.push_back(std::to_string(*storage.count_tasks(query)));
    const auto buckets =
        storage.count_tasks_over_time(query, TaskField::kExitCode, std::chrono::milliseconds{30});
    for (const auto& bucket : *buckets) {
      lines.push_back(bucket.value + " " + text(bucket.begin) + " " + std::to_string(bucket.count));
    }
  }

  static void read_tasks(Storage& storage, Lines& lines) {
    const TaskFieldMatch cause{TaskField::kCause, {"cause 1", "cause 3", "never"}};
    const TaskFieldMatch code{TaskField::kExitCode, {"20"}};
    const TaskQuery queries[] = {{},
                                 {.stopped_only = false},
                                 {.where = {cause}},
                                 {.where = {cause, code}},
                                 {.text = "eSSential"},
                                 {.where = {code}, .text = "reason 2", .stopped_only = false},
                                 {.from = at(64), .until = at(144)},
                                 {.where = {code}, .stopped_only = false, .from = at(64)}};
    for (const auto& query : queries) {
      search_tasks(storage, query, lines);
      count_tasks(storage, query, lines);
    }
    for (const std::string_view prefix :
         {"", "s", "s1", "x", "1", "11", "110", "1100112233445566778", "12001122-", "of a"}) {
      const auto arns = storage.find_tasks(prefix, 4);
      lines.insert(lines.end(), arns->begin(), arns->end());
    }
  }

  void read_queues(Storage& storage, Lines& lines) const {
    for (int slot = 0; slot < 3; ++slot) {
      for (const int until : {0, 50, 1000}) {
        const auto counts = storage.count_queue(queue(slot), at(until));
        lines.push_back(std::to_string(counts->due) + " " + std::to_string(counts->waiting));
        std::optional<QueueItemId> after;
        for (;;) {
          const auto items = storage.read_queue(queue(slot), at(until), after, 3);
          for (const QueueItem& item : *items) {
            lines.push_back(text(item.id.due) + " " + text(item.enqueued_at) + " " + item.state +
                            " " + item.body);
          }
          if (items->size() < 3) break;
          after = items->back().id;
        }
      }
    }
  }

  Lines read_all(Storage& storage) const {
    Lines lines;
    read_queues(storage, lines);
    read_subjects(storage, lines);
    read_tasks(storage, lines);
    for (std::uint64_t number = 1; number <= 3; ++number) {
      const LogGroupId group{number};
      for (const bool reverse : {false, true}) {
        read_events(storage, {.group = group, .newest_first = reverse}, lines);
        read_events(storage,
                    {.group = group,
                     .stream = "s1",
                     .from = at(40),
                     .until = at(120),
                     .newest_first = reverse},
                    lines);
        for (const bool by_last_event : {false, true}) {
          read_streams(storage,
                       {.group = group,
                        .by_last_event = by_last_event,
                        .descending = reverse,
                        .not_before = at(50)},
                       lines);
        }
      }
    }
    for (int i = 0; i < 6; ++i) {
      const auto events = storage.read_subject("arn/s" + std::to_string(i));
      lines.insert(lines.end(), events->begin(), events->end());
    }
    const auto arns = storage.find_tasks("s", 99);
    lines.insert(lines.end(), arns->begin(), arns->end());
    const auto documents = storage.list_documents("rule", {});
    for (const auto& document : *documents) {
      lines.push_back(document.key.name + " " + document.text);
    }
    return lines;
  }

  std::mt19937 random_{42};
  int arrivals_ = 0;
  std::array<std::uint64_t, 3> queues_{101, 102, 103};
  MemoryStorage plain_;
};

TEST_F(Oracle, AgreesWithThePlainEngine) {
  // So that tasks are sealed all the time, in the middle of everything.
  options_.segment_tasks_max = 8;
  open();
  for (int round = 0; round < 12; ++round) {
    for (int i = 0; i < 30; ++i) act();
    ASSERT_EQ(read_all(*store_), read_all(plain_)) << "in round " << round;
    if (round % 5 == 4) open();
  }
}

}  // namespace
}  // namespace epitaph::storage::rocks
