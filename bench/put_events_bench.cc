// What a client gets from the real binary: PutEvents over HTTP, ten ECS events of about 2.5 KB a
// request, each request acknowledged after the fsync that made it durable; and how soon and with
// how much memory the server is there. Written where TMPDIR says, else in /tmp.
#include <memory>
#include <span>
#include <stdexcept>

#include <benchmark/benchmark.h>
#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/scratch_folder.h"
#include "ecs_events.h"
#include "server_process.h"

namespace {

using namespace epitaph::bench;

constexpr std::size_t kEntries = 10;

/// A PutEvents request as the AWS CLI sends it, less the signature that nobody looks at.
std::string make_request(std::span<const EcsEvent> events) {
  boost::json::array entries;
  for (const auto& event : events) {
    const auto envelope = boost::json::parse(event.json);
    entries.push_back({{"Source", "aws.ecs"},
                       {"DetailType", envelope.at("detail-type")},
                       {"Resources", envelope.at("resources")},
                       {"Time", event.time.time_since_epoch().count() / 1000},
                       {"Detail", boost::json::serialize(envelope.at("detail"))}});
  }
  const auto body = boost::json::serialize(boost::json::object{{"Entries", std::move(entries)}});
  return fmt::format(
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.1\r\n"
      "X-Amz-Target: AWSEvents.PutEvents\r\nContent-Length: {}\r\n\r\n{}",
      body.size(), body);
}

const std::vector<std::string>& requests() {
  static const auto kept = [] {
    const auto events = make_ecs_events(20'000, 1);
    std::vector<std::string> all;
    for (std::size_t i = 0; i + kEntries <= events.size(); i += kEntries) {
      all.push_back(make_request(std::span{events}.subspan(i, kEntries)));
    }
    return all;
  }();
  return kept;
}

void BM_PutEvents(benchmark::State& state) {
  static std::unique_ptr<epitaph::ScratchFolder> folder;
  static std::unique_ptr<ServerProcess> server;
  if (state.thread_index() == 0) {
    (void)requests();
    folder = std::make_unique<epitaph::ScratchFolder>();
    server = std::make_unique<ServerProcess>(*folder / "data");
  }
  std::unique_ptr<Connection> connection;
  auto next = static_cast<std::size_t>(state.thread_index());
  for (auto _ : state) {
    // Threads start together at the first iteration, when the server is there.
    if (!connection) connection = std::make_unique<Connection>(server->port());
    const auto answer = connection->exchange(requests()[next % requests().size()]);
    if (!answer.contains("\"FailedEntryCount\":0")) throw std::runtime_error(answer);
    next += static_cast<std::size_t>(state.threads());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kEntries));
  if (state.thread_index() == 0) {
    state.counters["resident_MiB"] = static_cast<double>(server->resident_bytes()) / (1 << 20);
    server.reset();
    folder.reset();
  }
}
BENCHMARK(BM_PutEvents)->Threads(1)->Threads(16)->UseRealTime()->MinTime(5);

/// Start-up on a store that holds so many events, up to the moment at which the port answers.
void BM_Startup(benchmark::State& state) {
  const epitaph::ScratchFolder folder;
  {
    const ServerProcess server{folder / "data"};
    Connection connection{server.port()};
    for (int i = 0; i < state.range(0) / static_cast<int>(kEntries); ++i) {
      (void)connection.exchange(requests()[static_cast<std::size_t>(i) % requests().size()]);
    }
  }
  double resident = 0;
  for (auto _ : state) {
    const ServerProcess server{folder / "data"};
    state.SetIterationTime(server.startup().count());
    resident = static_cast<double>(server.resident_bytes()) / (1 << 20);
  }
  state.counters["resident_MiB"] = resident;
}
BENCHMARK(BM_Startup)
    ->Arg(0)
    ->Arg(200'000)
    ->UseManualTime()
    ->Iterations(10)
    ->Unit(benchmark::kMillisecond);

}  // namespace
