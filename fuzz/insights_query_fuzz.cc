#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <stop_token>
#include <string_view>
#include <thread>
#include <vector>

#include <simdjson.h>

#include "logs/insights/execution.h"
#include "logs/insights/parser.h"

namespace {

using namespace epitaph;
using namespace epitaph::logs::insights;

constexpr std::size_t kMemoryBytes = 1UL << 20;
constexpr std::chrono::seconds kTime{2};

// Small, but with something of everything: nesting, lists, odd keys, texts that are JSON, no JSON.
constexpr std::string_view kMessages[] = {
    R"({"detail-type":"ECS Task State Change","time":"2024-09-10T14:41:47Z","detail":{"group":"service:web",)"
    R"("stopCode":"EssentialContainerExited","cpu":"512","containers":[{"name":"web","exitCode":137},)"
    R"({"name":"log","exitCode":0}],"odd.key":true,"stoppedAt":"2024-09-10T14:41:47.75Z","version":3}})",
    R"({"detail":{"group":"service:api","containers":[],"ip":"10.1.2.3","list":"[1,2]"},"@x":null})",
    "2024-09-10 ERROR key=value \"quoted\" <a b=\"c\"><d>1</d></a>",
    R"({"a":{"a":{"a":[1,[2,[3]]]}},"b":-1.5e3,"c":12345678901234567890})",
};

class FewEvents final : public SourceCursor {
 public:
  explicit FewEvents(const SourceScan& scan) : scan_(scan) {}

  Result<SourceEvent> next() override {
    if (scan_.groups.empty() || at_ == std::size(kMessages)) return SourceEvent{};
    const Timestamp time{std::chrono::milliseconds{1'725'979'307'410 - 60'000 * at_}};
    view_ = {.id = {.time = time}, .ingested_at = time, .stream = "s", .message = kMessages[at_]};
    ++at_;
    return SourceEvent{.group = &scan_.groups.front(), .event = &view_};
  }

 private:
  SourceScan scan_;
  storage::LogEventView view_{};
  std::size_t at_ = 0;
};

class FewEventsSource final : public Source {
 public:
  std::unique_ptr<SourceCursor> open(SourceScan scan) override {
    return std::make_unique<FewEvents>(scan);
  }
  Result<std::vector<SourceGroup>> find(const SourceSpec& /*spec*/) override {
    return std::vector<SourceGroup>{{.id = storage::LogGroupId{2}, .log = "111111111111:other"}};
  }
};

// Stops what runs too long, and aborts where it does not heed that.
class Watch {
 public:
  std::stop_token begin() {
    const std::lock_guard lock(mutex_);
    stop_ = std::stop_source{};
    deadline_ = std::chrono::steady_clock::now() + kTime;
    running_ = true;
    return stop_.get_token();
  }
  void end() {
    const std::lock_guard lock(mutex_);
    running_ = false;
  }

 private:
  void look() {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (!running_ || now < deadline_) return;
    stop_.request_stop();
    if (now > deadline_ + std::chrono::seconds{5}) std::abort();
  }

  std::mutex mutex_;
  std::stop_source stop_;
  std::chrono::steady_clock::time_point deadline_;
  bool running_ = false;
  std::jthread thread_{[this](const std::stop_token& over) {
    for (; !over.stop_requested(); std::this_thread::sleep_for(std::chrono::milliseconds{50}))
      look();
  }};
};

void run(std::shared_ptr<const Query> query) {
  static FewEventsSource source;
  static Watch watch;
  ExecutionInput input{.groups = {{.id = storage::LogGroupId{1}, .log = "111111111111:a"}},
                       .from = Timestamp{},
                       .until = Timestamp{std::chrono::milliseconds{1'800'000'000'000}},
                       .now = Timestamp{std::chrono::milliseconds{1'725'984'000'000}},
                       .memory_bytes_max = kMemoryBytes};
  auto execution = Execution::prepare(std::move(query), source, std::move(input));
  if (!execution) return;
  const auto stop = watch.begin();
  (void)(*execution)->run(stop);
  watch.end();
  if ((*execution)->result_bytes() > 2 * kMemoryBytes) std::abort();
  (void)(*execution)->rows(0, 100);
}

}  // namespace

// Any text is a query or is refused with a position inside it; a query runs to its end in bounded
// time and memory.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  auto query = parse_query(text);
  if (!query) {
    const auto& error = query.error();
    // Of bytes that are no UTF-8, which no request can hold, a unit may be counted twice.
    const bool inside = error.start_char_offset <= error.end_char_offset &&
                        (error.end_char_offset <= size || !simdjson::validate_utf8(text));
    if (!inside || error.message.empty()) std::abort();
    return 0;
  }
  run(*std::move(query));
  return 0;
}
