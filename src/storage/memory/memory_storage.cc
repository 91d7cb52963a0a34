#include "storage/memory/memory_storage.h"

#include <algorithm>

namespace epitaph::storage {
namespace {

/// Hands out what was copied when it was opened.
template <class Base, class Item, class Answer>
class CopyCursor final : public Base {
 public:
  explicit CopyCursor(std::vector<Item> items) : items_(std::move(items)) {}
  Result<Answer> next() override { return at_ == items_.size() ? Answer{} : view(items_[at_++]); }

 private:
  static Answer view(const Item& item);
  std::vector<Item> items_;
  std::size_t at_ = 0;
};

struct OwnedLogEvent {
  std::string stream;
  std::string message;
  LogEventView view;
};
using LogCopy = CopyCursor<LogEventCursor, std::unique_ptr<OwnedLogEvent>, const LogEventView*>;
struct OwnedSubjectEvent {
  std::string subject;
  std::uint64_t version;
  std::string json;
  SubjectEventView view;
};
using SubjectCopy =
    CopyCursor<SubjectEventCursor, std::unique_ptr<OwnedSubjectEvent>, const SubjectEventView*>;

template <>
const LogEventView* LogCopy::view(const std::unique_ptr<OwnedLogEvent>& item) {
  item->view.stream = item->stream;
  item->view.message = item->message;
  return &item->view;
}

template <>
const SubjectEventView* SubjectCopy::view(const std::unique_ptr<OwnedSubjectEvent>& item) {
  item->view.subject = item->subject;
  item->view.json = item->json;
  return &item->view;
}

template <class Id, class Scan>
bool is_behind(const Id& id, const Scan& scan) {
  return !scan.after || (scan.newest_first ? id < *scan.after : id > *scan.after);
}

}  // namespace

Status MemoryStorage::check(const Commit& commit) const {
  for (const auto& row : commit.documents) {
    const auto found = documents_.find(row.key);
    const Revision revision = found == documents_.end() ? 0 : found->second.revision;
    if (row.expected && *row.expected != revision) {
      return Error{ErrorKind::kConflict, row.key.kind + " " + row.key.name + " has changed"};
    }
  }
  for (const auto& row : commit.new_streams) {
    if (streams_.contains({row.group, row.stream})) {
      return Error{ErrorKind::kConflict, "log stream " + row.stream + " exists"};
    }
  }
  if (!queues_.allows(commit.queue_changes)) {
    return Error{ErrorKind::kConflict, "queue item is not where it was"};
  }
  return Done{};
}

void MemoryStorage::append(const LogEventRow& row, const std::string& message) {
  LogEventId id{.time = row.time};
  if (row.identity) {
    id.order = row.identity->order;
    id.hash = row.identity->hash;
  } else {
    id.order = static_cast<std::uint64_t>(row.ingested_at.time_since_epoch().count());
    id.hash = ++arrivals_;
  }
  log_events_[{row.group, id, row.stream}] = {row.ingested_at, message};
  auto& stream =
      streams_.try_emplace({row.group, row.stream}, Stream{row.ingested_at, {}}).first->second;
  stream.created_at = std::min(stream.created_at, row.ingested_at);
  stream.last_ingestion =
      std::max(stream.last_ingestion.value_or(row.ingested_at), row.ingested_at);
}

void MemoryStorage::write_document(const DocumentRow& row) {
  if (row.text) {
    documents_[row.key] = {row.key, *row.text, revision_};
  } else {
    documents_.erase(row.key);
  }
}

Result<Revision> MemoryStorage::commit(Commit commit) {
  const std::scoped_lock lock(mutex_);
  EPITAPH_CHECK(check(commit));
  if (!commit.documents.empty()) ++revision_;
  ++stats_.commits;
  for (const auto& row : commit.documents) write_document(row);
  for (const auto& row : commit.new_streams) {
    streams_[{row.group, row.stream}] = {.created_at = row.created_at, .last_ingestion = {}};
  }
  const auto body = [&](BodyIndex index) -> const std::string& {
    return commit.bodies.at(static_cast<std::size_t>(index));
  };
  for (const auto& row : commit.log_events) append(row, body(row.body));
  for (const auto& row : commit.subject_events) {
    subject_events_[{row.subject, row.version, row.time, row.hash}] = {row.detail_type,
                                                                       body(row.body)};
  }
  for (auto& row : commit.task_rows) tasks_.put(std::move(row));
  for (const auto& row : commit.new_queue_items) queues_.add(row, body(row.body), ++arrivals_);
  queues_.change(commit.queue_changes);
  for (const auto queue : commit.retired_queues) queues_.retire(queue);
  for (const auto group : commit.retired_groups) {
    std::erase_if(streams_, [&](const auto& item) { return item.first.first == group; });
    std::erase_if(log_events_, [&](const auto& item) { return std::get<0>(item.first) == group; });
  }
  return commit.documents.empty() ? Revision{0} : revision_;
}

Result<std::optional<Document>> MemoryStorage::read_document(const DocumentKey& key) {
  const std::scoped_lock lock(mutex_);
  const auto found = documents_.find(key);
  return found == documents_.end() ? std::nullopt : std::optional{found->second};
}

Result<std::vector<Document>> MemoryStorage::list_documents(std::string_view kind,
                                                            const std::optional<Scope>& scope) {
  const std::scoped_lock lock(mutex_);
  std::vector<Document> documents;
  for (const auto& [key, document] : documents_) {
    if (key.kind == kind && (!scope || key.scope == *scope)) documents.push_back(document);
  }
  return documents;
}

std::unique_ptr<LogEventCursor> MemoryStorage::scan_log_events(LogScan scan) {
  const std::scoped_lock lock(mutex_);
  std::vector<std::unique_ptr<OwnedLogEvent>> events;
  for (const auto& [key, event] : log_events_) {
    const auto& [group, id, stream] = key;
    if (group != scan.group || (scan.stream && stream != *scan.stream)) continue;
    if (id.time < scan.from || id.time >= scan.until || !is_behind(id, scan)) continue;
    events.push_back(std::make_unique<OwnedLogEvent>(
        OwnedLogEvent{stream, event.message, {id, event.ingested_at, {}, {}}}));
  }
  if (scan.newest_first) std::ranges::reverse(events);
  return std::make_unique<LogCopy>(std::move(events));
}

LogStreamInfo MemoryStorage::info_of(const StreamKey& key, const Stream& stream,
                                     Timestamp not_before) const {
  LogStreamInfo info{.name = key.second,
                     .created_at = stream.created_at,
                     .first_event = {},
                     .last_event = {},
                     .last_ingestion = stream.last_ingestion};
  for (const auto& [log_key, event] : log_events_) {
    const auto& [group, id, name] = log_key;
    if (group != key.first || name != key.second || id.time < not_before) continue;
    if (!info.first_event) info.first_event = id.time;
    info.last_event = id.time;
  }
  return info;
}

Result<std::optional<LogStreamInfo>> MemoryStorage::read_stream(LogGroupId group,
                                                                std::string_view stream,
                                                                Timestamp not_before) {
  const std::scoped_lock lock(mutex_);
  const auto found = streams_.find({group, std::string{stream}});
  if (found == streams_.end()) return std::optional<LogStreamInfo>{};
  return std::optional{info_of(found->first, found->second, not_before)};
}

Result<std::vector<LogStreamInfo>> MemoryStorage::list_streams(const LogStreamScan& scan) {
  const std::scoped_lock lock(mutex_);
  std::vector<LogStreamInfo> all;
  for (const auto& [key, stream] : streams_) {
    if (key.first != scan.group || !key.second.starts_with(scan.prefix)) continue;
    all.push_back(info_of(key, stream, scan.not_before));
  }
  const auto place = [&](const LogStreamInfo& info) {
    return std::pair(scan.by_last_event ? info.last_event : std::nullopt, info.name);
  };
  if (scan.after) {
    // A stream that was deleted meanwhile stands where one of its name without events would.
    const auto found = std::ranges::find(all, *scan.after, &LogStreamInfo::name);
    const auto last = found != all.end() ? place(*found) : std::pair(std::nullopt, *scan.after);
    std::erase_if(all, [&](const LogStreamInfo& info) {
      return scan.descending ? place(info) >= last : place(info) <= last;
    });
  }
  std::ranges::sort(all, {}, place);
  if (scan.descending) std::ranges::reverse(all);
  if (all.size() > scan.limit) all.resize(scan.limit);
  return all;
}

Result<std::uint64_t> MemoryStorage::group_bytes(LogGroupId group, Timestamp not_before) {
  const std::scoped_lock lock(mutex_);
  std::uint64_t bytes = 0;
  for (const auto& [key, event] : log_events_) {
    if (std::get<0>(key) == group && std::get<1>(key).time >= not_before)
      bytes += event.message.size();
  }
  return bytes;
}

Result<bool> MemoryStorage::delete_stream(LogGroupId group, std::string_view stream) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(log_events_, [&](const auto& item) {
    return std::get<0>(item.first) == group && std::get<2>(item.first) == stream;
  });
  return streams_.erase({group, std::string{stream}}) > 0;
}

Result<std::vector<std::string>> MemoryStorage::read_subject(std::string_view subject) {
  const std::scoped_lock lock(mutex_);
  std::vector<std::string> events;
  for (const auto& [key, event] : subject_events_) {
    if (std::get<0>(key) == subject) events.push_back(event.json);
  }
  return events;
}

Result<std::vector<KeptEvent>> MemoryStorage::read_subject_events(
    std::string_view subject, Timestamp until, const std::optional<TaskEventPlace>& after,
    std::size_t limit) {
  const std::scoped_lock lock(mutex_);
  std::vector<KeptEvent> events;
  for (const auto& [key, event] : subject_events_) {
    const auto& [name, version, time, hash] = key;
    const TaskEventPlace place{.version = version, .time = time, .hash = hash};
    if (name != subject || time >= until || (after && place <= *after)) continue;
    if (events.size() == limit) break;
    events.push_back({.place = place, .json = event.json});
  }
  return events;
}

Result<bool> MemoryStorage::has_subject_event(const SubjectEventRow& row) {
  const std::scoped_lock lock(mutex_);
  return subject_events_.contains({row.subject, row.version, row.time, row.hash});
}

Result<std::vector<std::string>> MemoryStorage::find_tasks(std::string_view id_prefix,
                                                           std::size_t limit) {
  const std::scoped_lock lock(mutex_);
  return tasks_.find(id_prefix, limit);
}

std::unique_ptr<SubjectEventCursor> MemoryStorage::scan_subject_events(SubjectEventScan scan) {
  const std::scoped_lock lock(mutex_);
  std::vector<std::unique_ptr<OwnedSubjectEvent>> events;
  for (const auto& [key, event] : subject_events_) {
    const auto& [subject, version, time, hash] = key;
    const SubjectEventId id{.time = time, .hash = hash};
    if (!subject.starts_with(scan.subject_prefix) || time < scan.from || time >= scan.until ||
        !is_behind(id, scan) ||
        (!scan.detail_type.empty() && event.detail_type != scan.detail_type)) {
      continue;
    }
    events.push_back(std::make_unique<OwnedSubjectEvent>(
        OwnedSubjectEvent{subject, version, event.json, {id, {}, {}}}));
  }
  std::ranges::sort(events, {}, [](const auto& event) {
    return std::tie(event->view.id, event->subject, event->version);
  });
  if (scan.newest_first) std::ranges::reverse(events);
  return std::make_unique<SubjectCopy>(std::move(events));
}

Result<std::vector<std::string>> MemoryStorage::list_subjects(std::string_view prefix,
                                                              std::string_view after,
                                                              std::size_t limit) {
  const std::scoped_lock lock(mutex_);
  std::vector<std::string> subjects;
  for (const auto& [key, event] : subject_events_) {
    const std::string& subject = std::get<0>(key);
    if (!subject.starts_with(prefix) || (!after.empty() && subject <= after)) continue;
    if (!subjects.empty() && subjects.back() == subject) continue;
    if (subjects.size() == limit) break;
    subjects.push_back(subject);
  }
  return subjects;
}

Result<std::uint64_t> MemoryStorage::delete_subject(std::string_view subject) {
  const std::scoped_lock lock(mutex_);
  tasks_.erase(subject);
  return std::erase_if(subject_events_,
                       [&](const auto& item) { return std::get<0>(item.first) == subject; });
}

Result<std::uint64_t> MemoryStorage::delete_subject_events(std::string_view subject,
                                                           std::span<const TaskEventPlace> places) {
  const std::scoped_lock lock(mutex_);
  std::uint64_t dropped = 0;
  for (const auto& place : places) {
    dropped += subject_events_.erase({std::string{subject}, place.version, place.time, place.hash});
  }
  return dropped;
}

Result<TaskSearchPage> MemoryStorage::search_tasks(const TaskQuery& query,
                                                   const std::optional<TaskEntry>& after,
                                                   std::size_t limit) {
  if (limit == 0) return Error{ErrorKind::kInvalid, "limit: must not be 0"};
  const std::scoped_lock lock(mutex_);
  return tasks_.search(query, after, limit);
}

Result<std::vector<TaskFieldCounts>> MemoryStorage::count_tasks(const TaskQuery& query,
                                                                std::span<const TaskField> fields) {
  const std::scoped_lock lock(mutex_);
  std::vector<TaskFieldCounts> answer;
  for (const TaskField field : fields) answer.push_back(tasks_.count(query, field));
  return answer;
}

Result<std::uint64_t> MemoryStorage::count_tasks(const TaskQuery& query) {
  const std::scoped_lock lock(mutex_);
  return tasks_.count(query);
}

Result<std::vector<TaskBucket>> MemoryStorage::count_tasks_over_time(
    const TaskQuery& query, TaskField field, std::chrono::milliseconds width) {
  if (width <= std::chrono::milliseconds{0}) {
    return Error{ErrorKind::kInvalid, "width: must be positive"};
  }
  const std::scoped_lock lock(mutex_);
  return tasks_.count_over_time(query, field, width);
}

Result<std::vector<QueueItem>> MemoryStorage::read_queue(QueueId queue, Timestamp until,
                                                         const std::optional<QueueItemId>& after,
                                                         std::size_t limit) {
  const std::scoped_lock lock(mutex_);
  return queues_.read(queue, until, after, limit);
}

Result<QueueCounts> MemoryStorage::count_queue(QueueId queue, Timestamp now) {
  const std::scoped_lock lock(mutex_);
  return queues_.count(queue, now);
}

Result<SweepReport> MemoryStorage::sweep(std::span<const Expiry> expired) {
  const std::scoped_lock lock(mutex_);
  SweepReport report;
  for (const auto& expiry : expired) {
    report.events_dropped += std::erase_if(log_events_, [&](const auto& item) {
      return std::get<0>(item.first) == expiry.group &&
             std::get<1>(item.first).time < expiry.before;
    });
  }
  return report;
}

StorageStats MemoryStorage::stats() const {
  const std::scoped_lock lock(mutex_);
  return stats_;
}

}  // namespace epitaph::storage
