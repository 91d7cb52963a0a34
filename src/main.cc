// The composition root: the only place that knows every part. Parts are made in the order in which
// they need each other, and go in the reverse.
#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include "api/api.h"
#include "api/health.h"
#include "api/metric_sources.h"
#include "api/metrics.h"
#include "aws/authenticator.h"
#include "aws/gateway.h"
#include "aws/sts.h"
#include "base/movable_clock.h"
#include "base/periodic.h"
#include "cli/address_file.h"
#include "cli/cli.h"
#include "cli/exit_code.h"
#include "cli/stop_signals.h"
#include "ecs/ecs_service.h"
#include "events/archives/replayer.h"
#include "events/connections/authorizer.h"
#include "events/connections/connection_operations.h"
#include "events/default_setup.h"
#include "events/delivery/api_destination_target.h"
#include "events/delivery/deliverers.h"
#include "events/delivery/log_subscriptions.h"
#include "events/event_service.h"
#include "events/publisher.h"
#include "events/rule_book.h"
#include "events/schedules/scheduler.h"
#include "http/client.h"
#include "http/server.h"
#include "intake/routes.h"
#include "ledger/definition_news.h"
#include "ledger/ledger.h"
#include "ledger/retention.h"
#include "logs/append.h"
#include "logs/filter_runner.h"
#include "logs/live_tail/tail_pump.h"
#include "logs/log_groups.h"
#include "logs/log_service.h"
#include "logs/queries/queries.h"
#include "logs/queries/query_runners.h"
#include "queues/queues.h"
#include "queues/sqs_service.h"
#include "storage/rocksdb/rocksdb_storage.h"
#include "upkeep.h"

namespace epitaph {
namespace {

constexpr std::chrono::hours kSweepPause{1};
/// AWS promises the minute, people who test like the second.
constexpr std::chrono::seconds kSchedulePause{1};
constexpr std::chrono::seconds kReplayPause{1};
/// Between two steps of bringing tasks to a new catalogue: a step leaves the disk to others.
constexpr std::chrono::seconds kRederivePause{1};

void set_up_log(const std::string& level) {
  spdlog::set_default_logger(spdlog::stderr_color_mt("epitaph"));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %^%l%$ %v", spdlog::pattern_time_type::utc);
  spdlog::set_level(spdlog::level::from_str(level));
}

/// As many open files as the system allows: each connection is one, and each file of the store. A
/// shell hands out 1,024, fewer than the server takes connections.
void raise_file_limit() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  if (::setrlimit(RLIMIT_NOFILE, &files) != 0) spdlog::warn("the limit of open files stays low");
}

Result<http::ServerOptions> server_options(const cli::ServeConfig& config) {
  EPITAPH_TRY(listen, http::parse_listen_address(config.listen));
  if (!http::is_loopback(listen) && !config.insecure) {
    return Error{
        ErrorKind::kInvalid,
        fmt::format("{} can be reached from other machines, and requests are not authenticated; "
                    "listen on 127.0.0.1, or say --insecure",
                    config.listen)};
  }
  return http::ServerOptions{.listen = listen,
                             .allowed_hosts = config.allowed_hosts,
                             .allowed_origins = config.allowed_origins};
}

Result<std::unique_ptr<storage::Storage>> open_store(const std::filesystem::path& data) {
  std::error_code fault;
  std::filesystem::create_directories(data, fault);
  if (fault) {
    return Error{ErrorKind::kIo,
                 fmt::format("cannot make the data folder {}: {}", data.string(), fault.message())};
  }
  return storage::open_rocksdb({.path = data / "store"});
}

events::LogGroupTarget log_group_target(storage::Storage& store, logs::FilterRunner& filters) {
  return [&](const events::LogGroupDelivery& delivery, storage::Commit& commit) {
    return logs::append(store,
                        {.scope = delivery.scope,
                         .group = delivery.group,
                         .stream = delivery.stream,
                         .time = delivery.time,
                         .ingested_at = delivery.ingested_at,
                         .body = delivery.body,
                         .identity = delivery.identity},
                        commit, &filters);
  };
}

events::LogGroupFollowUp log_group_follow_up(logs::FilterRunner& filters, const Clock& clock) {
  using Reach = logs::FilterRunner::Reach;
  return [&](storage::Commit& commit, bool deliver_outside) {
    return filters.follow(commit, deliver_outside ? Reach::kEverybody : Reach::kMetricsOnly,
                          clock.now());
  };
}

events::QueueTarget queue_target(const queues::Queues& queues) {
  return [&queues](const events::QueueMessage& message, storage::Commit& commit) {
    queues::MessageAttributes attributes;
    for (const auto& attribute : message.attributes) {
      attributes[attribute.name] = {.data_type = "String", .value = attribute.value};
    }
    return queues.enqueue(message.arn, message.body, std::move(attributes), commit);
  };
}

/// What the configuration says of retention holds from this start on, whatever was said before.
Status set_retention(storage::Storage& store, const cli::LedgerConfig& config) {
  if (config.retention_days) {
    EPITAPH_CHECK(ledger::put_retention(store, std::nullopt, config.retention_days));
  }
  for (const auto& [cluster, days] : config.cluster_retention) {
    EPITAPH_CHECK(ledger::put_retention(store, cluster, days));
  }
  return Done{};
}

/// The authorities of delivery.ca_file.
Result<std::string> read_authorities(const std::string& path) {
  if (path.empty()) return std::string{};
  std::ostringstream pem;
  pem << std::ifstream{path, std::ios::binary}.rdbuf();
  if (http::Client::is_authorities(pem.str())) return std::move(pem).str();
  return Error{ErrorKind::kInvalid,
               fmt::format("delivery.ca_file: {} holds no certificates as PEM", path)};
}

Status serve(const cli::ServeConfig& config) {
  const cli::StopSignals stop_signals;
  set_up_log(config.log_level);
  raise_file_limit();
  EPITAPH_TRY(options, server_options(config));
  EPITAPH_TRY(store, open_store(config.data));
  const cli::AddressFile address_file{config.data};

  const SystemClock system_clock;
  MovableClock clock{system_clock};
  const Scope home{config.home_account, config.home_region};
  const logs::LogGroups log_groups{*store};
  const ledger::Ledger ledger{*store, config.ledger.log_url_template};
  EPITAPH_CHECK(set_retention(*store, config.ledger));
  events::RuleBook rules{*store};
  EPITAPH_CHECK(rules.load());
  EPITAPH_TRY(first_start,
              events::make_default_setup(
                  *store, rules, home,
                  [&](const Scope& scope, std::string_view name, storage::Commit& commit) {
                    return log_groups.ensure(scope, name, clock.now(), commit);
                  }));
  const auto key_file = config.delivery_key_file.empty()
                            ? std::filesystem::path{config.data} / "secret.key"
                            : std::filesystem::path{config.delivery_key_file};
  EPITAPH_TRY(secrets, events::SecretBox::open(key_file));
  EPITAPH_TRY(authorities, read_authorities(config.delivery_ca_file));
  const http::Client client{{.plain_http = config.delivery_plain_http,
                             .private_addresses = config.delivery_private_addresses,
                             .authorities = std::move(authorities)}};
  events::ApiDestinationTarget api_destinations{*store, secrets, client, clock};
  logs::TailHub live_tail;
  logs::TailPump tail_pump{live_tail};
  queues::LongPolls long_polls;
  const queues::Queues queues{*store, clock};
  events::RuleCounters rule_counters;
  events::FailureLog failure_log;
  events::Outbox outbox{*store, api_destinations, clock};
  EPITAPH_CHECK(outbox.load());
  events::LogSubscriptions log_subscriptions{*store, queue_target(queues), outbox};
  logs::FilterRunner log_filters{*store, log_subscriptions};
  const events::CommitTargets targets{
      .log_groups = log_group_target(*store, log_filters),
      .log_group_follow_up = log_group_follow_up(log_filters, clock),
      .queues = queue_target(queues)};
  ledger::KnownDefinitions definitions{*store};
  events::Publisher publisher{{.storage = *store,
                               .rules = rules,
                               .definitions = definitions,
                               .targets = targets,
                               .rule_counters = rule_counters,
                               .failure_log = failure_log,
                               .clock = clock,
                               .outbox = &outbox,
                               .witness = live_tail.witness()}};
  events::Authorizer authorizer{api_destinations.unauthorized(),
                                [&](const auto& scope, const auto& name, const auto& stop) {
                                  api_destinations.authorize(scope, name, stop);
                                }};

  events::EventBuses buses{*store, rules};
  events::Archives archives{*store, rules};
  events::ArchiveSizes archive_sizes{*store};
  events::Replays replays{*store};
  events::Scheduler scheduler{*store, rules, publisher, clock};
  events::Replayer replayer{*store, rules, publisher, clock};

  const aws::TrustingAuthenticator authenticator{{config.home_account, config.home_region}};
  api::AwsCallMetrics aws_calls;
  auto event_service = events::event_service(
      {.rules = rules,
       .buses = buses,
       .archives = archives,
       .archive_sizes = archive_sizes,
       .replays = replays,
       .publisher = publisher,
       .clock = clock,
       .quotas = {.rules_per_bus = static_cast<std::size_t>(config.rules_per_bus),
                  .targets_per_rule = static_cast<std::size_t>(config.targets_per_rule)},
       .strict_sources = config.strict_sources});
  for (auto& operation :
       events::connection_operations({.storage = *store,
       .secrets = secrets,
       .clock = clock,
       .plain_http = config.delivery_plain_http,
       .authorize = [&](const auto&scope, const auto&name) { authorizer.add(scope, name); }})) {
    event_service.operations.push_back(std::move(operation));
  }
  logs::Queries log_queries{*store, clock};
  const aws::Gateway gateway{
      {logs::log_service({.store = *store,
                          .clock = clock,
                          .queries = log_queries,
                          .filters = &log_filters,
                          .live_tail = &live_tail}),
       std::move(event_service),
       queues::sqs_service({.store = *store, .polls = long_polls, .clock = clock}),
       ecs::ecs_service({.store = *store, .clock = clock})},
      {aws::sts_service()},
      authenticator,
      aws_calls};

  std::atomic<const http::Server*> serving = nullptr;
  http::Router router;
  router.exact("POST", "/", gateway.route());
  queues::add_queue_routes(router, gateway.route());
  intake::add_intake_routes(
      router,
      {.publisher = publisher, .ledger = ledger, .store = *store, .clock = clock, .home = home});
  const api::ServerFacts facts{.data = config.data, .home = home, .started_at = clock.now()};
  api::Resources::serve(
      api::api_resources({.store = *store,
                          .ledger = ledger,
                          .rules = rules,
                          .rule_counters = rule_counters,
                          .live_tail = live_tail,
                          .clock = clock,
                          .server = facts,
                          .attention = config.ledger.attention,
                          .movable_clock = config.movable_clock ? &clock : nullptr,
                          .log_url_template = config.ledger.log_url_template}),
      router);
  api::add_health_routes(router,
                         [&] { return serving.load() ? std::string{} : std::string{"starting"}; });
  api::add_metrics_route(router,
                         {[&](auto& metrics) {
                            if (const auto* server = serving.load())
                              api::add_metrics(metrics, server->stats());
                          },
                          [&](auto& metrics) { api::add_metrics(metrics, store->stats()); },
                          [&](auto& metrics) { api::add_metrics(metrics, publisher.stats()); },
                          [&](auto& metrics) { api::add_metrics(metrics, outbox.stats()); },
                          [&](auto& metrics) { api::add_metrics(metrics, live_tail.stats()); },
                          [&](auto& metrics) { api::add_metrics(metrics, rule_counters); },
                          [&](auto& metrics) { api::add_metrics(metrics, log_filters); },
                          [&](auto& metrics) { aws_calls.add_to(metrics); }});
  const Periodic sweeper{kSweepPause, [&](const std::stop_token& stop) {
                           sweep_ledger(*store, clock,
                                        stop);  // frees what the other then takes away
                           sweep_messages(*store, clock);
                           sweep_logs(*store, clock);
                           sweep_log_queries(log_queries);
                           sweep_archives(*store, clock);
                           publisher.forget_deleted_rules();
                           forget_deleted_groups(log_filters);
                         }};
  events::Deliverer deliverer{
      *store, outbox, api_destinations, queue_target(queues), rule_counters, failure_log, clock};
  const events::Deliverers deliverers{outbox, deliverer};
  const logs::QueryRunners query_runners{log_queries};
  const Periodic schedules{kSchedulePause, [&] { fire_schedules(scheduler); }};
  const Periodic replays_run{kReplayPause, [&] { run_replays(replayer); }};
  const Periodic rederiver{kRederivePause, [&] { rederive(*store, definitions, clock); }};
  EPITAPH_TRY(server, http::Server::start(options, std::move(router), clock));
  serving = server.get();

  address_file.write(http::format_listen_address(server->address()));
  spdlog::info("server listens address={} data={} first_start={}",
               http::format_listen_address(server->address()), config.data, first_start);
  spdlog::info("server stops signal={}", stop_signals.wait());
  long_polls.stop();
  tail_pump.stop();
  server->stop();
  spdlog::info("server stopped");
  return Done{};
}

}  // namespace
}  // namespace epitaph

int main(int argc, char** argv) {
  return epitaph::cli::run(argc, argv, [](const epitaph::cli::ServeConfig& config) {
    const auto served = epitaph::serve(config);
    if (served) return static_cast<int>(epitaph::cli::kOk);
    fmt::print(stderr, "epitaph: {}\n", served.error().message);
    return static_cast<int>(served.error().kind == epitaph::ErrorKind::kInvalid
                                ? epitaph::cli::kUsage
                                : epitaph::cli::kFailed);
  });
}
