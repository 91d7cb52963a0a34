#include "storage/rocksdb/committer.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace epitaph::storage::rocks {

namespace {

// So much goes into one write at most: those at its head should not wait for ever more behind them.
constexpr std::size_t kWriteBytesMax = std::size_t{8} << 20;
constexpr std::size_t kWriteCallsMax = 1024;
// What a row costs in the queue, about, beside its texts.
constexpr std::size_t kRowBytes = 128;

std::size_t size_of(const Commit& commit) {
  std::size_t bytes = kRowBytes * (1 + commit.log_events.size() + commit.new_streams.size() +
                                   commit.subject_events.size() + 8 * commit.task_rows.size() +
                                   commit.retired_groups.size() + commit.new_queue_items.size() +
                                   2 * commit.queue_changes.size());
  for (const auto& body : commit.bodies) bytes += body.size();
  for (const auto& row : commit.log_events) bytes += row.stream.size();
  for (const auto& row : commit.subject_events) bytes += row.subject.size();
  for (const auto& row : commit.documents) bytes += kRowBytes + (row.text ? row.text->size() : 0);
  for (const auto& row : commit.new_queue_items) bytes += row.state.size();
  for (const auto& row : commit.queue_changes) bytes += row.next ? row.next->state.size() : 0;
  return bytes;
}

}  // namespace

Committer::Committer(Database& database, TaskStore& tasks, QueueHeads& heads, WriterState state,
                     const Clock& clock, const RocksdbOptions& options)
    : database_(database),
      tasks_(tasks),
      heads_(heads),
      clock_(clock),
      limits_(options),
      state_(std::move(state)),
      thread_([this] { work(); }) {}

Committer::~Committer() {
  const std::scoped_lock lock(mutex_);
  closing_ = true;
  wake_.notify_all();
}

Result<Revision> Committer::commit(Commit commit) {
  EPITAPH_CHECK(check_commit(commit));
  Call call;
  call.bytes = size_of(commit);
  call.commit = std::move(commit);
  return wait_for(std::move(call));
}

Status Committer::run(UpkeepStep step, std::function<void()> written) {
  Call call;
  call.step = std::move(step);
  call.written = std::move(written);
  EPITAPH_CHECK(wait_for(std::move(call)));
  return Done{};
}

Result<Revision> Committer::wait_for(Call call) {
  std::future<Result<Revision>> answer = call.answer.get_future();
  {
    const std::scoped_lock lock(mutex_);
    if (broken_) return *broken_;
    if (closing_) return Error{ErrorKind::kUnavailable, "store: is closing"};
    if (!call.step && !has_room_for(call.bytes)) {
      ++stats_.refused;
      return Error{ErrorKind::kUnavailable, "store: too many writes are waiting"};
    }
    queued_bytes_ += call.bytes;
    queue_.push_back(std::move(call));
  }
  wake_.notify_one();
  return answer.get();
}

bool Committer::has_room_for(std::size_t bytes) const {
  return queue_.empty() || (queue_.size() < limits_.queued_commits_max &&
                            queued_bytes_ + bytes <= limits_.queued_bytes_max);
}

void Committer::work() {
  for (Calls calls = take(); !calls.empty(); calls = take()) {
    if (calls.front().step) {
      write_step(calls.front());
    } else {
      write_commits(calls);
    }
  }
}

/// Waits for calls; gives one step of upkeep, or the commits up to the next. None: it is time to
/// end.
Committer::Calls Committer::take() {
  Calls calls;
  std::size_t bytes = 0;
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return closing_ || !queue_.empty(); });
  while (!queue_.empty() && calls.size() < kWriteCallsMax) {
    Call& next = queue_.front();
    const bool alone = next.step || bytes + next.bytes > kWriteBytesMax;
    if (alone && !calls.empty()) break;
    bytes += next.bytes;
    queued_bytes_ -= next.bytes;
    calls.push_back(std::move(next));
    queue_.pop_front();
    if (calls.back().step) break;
  }
  return calls;
}

void Committer::write_commits(Calls& calls) {
  WriteGroup group(database_, tasks_, heads_, state_, encoder_, clock_.now());
  std::vector<Result<Revision>> answers;
  std::uint64_t admitted = 0;
  for (const Call& call : calls) {
    answers.push_back(group.admit(call.commit));
    if (answers.back()) ++admitted;
  }

  if (!group.empty()) {
    if (const auto packed = write_group(group); !packed) {
      // A refusal may rest on what was not written, so it fails as well.
      for (auto& answer : answers) answer = packed.error();
    } else {
      count_written(admitted, *packed);
    }
  }
  for (std::size_t i = 0; i < calls.size(); ++i) calls[i].answer.set_value(std::move(answers[i]));
}

Result<BodyPacker::Packed> Committer::write_group(WriteGroup& group) {
  rocksdb::WriteBatch batch;
  EPITAPH_TRY(packed, group.finish(batch));
  EPITAPH_CHECK(write(batch));
  tasks_.written();
  heads_.written();
  return packed;
}

void Committer::write_step(Call& call) {
  rocksdb::WriteBatch batch;
  Status done = call.step(batch, state_);
  if (done && batch.Count() > 0) done = write(batch);
  if (done && batch.Count() > 0) count_written(0, {});
  if (done && call.written) call.written();
  call.answer.set_value(done ? Result<Revision>(Revision{0}) : std::move(done).error());
}

/// Every write goes through here, so that none follows one that failed.
Status Committer::write(rocksdb::WriteBatch& batch) {
  {
    const std::scoped_lock lock(mutex_);
    if (broken_) return *broken_;
  }
  const Status written = database_.write(batch);
  if (!written) {
    spdlog::error("the store takes no more writes until a restart error=\"{}\"",
                  written.error().message);
    const std::scoped_lock lock(mutex_);
    broken_ = Error{
        written.error().kind,
        fmt::format("store: takes no more writes since one failed: {}", written.error().message)};
  }
  return written;
}

void Committer::count_written(std::uint64_t commits, const BodyPacker::Packed& packed) {
  const std::scoped_lock lock(mutex_);
  stats_.commits += commits;
  ++stats_.synced_writes;
  stats_.body_bytes += packed.body_bytes;
  stats_.stored_bytes += packed.stored_bytes;
}

StorageStats Committer::stats() const {
  const std::scoped_lock lock(mutex_);
  return stats_;
}

}  // namespace epitaph::storage::rocks
