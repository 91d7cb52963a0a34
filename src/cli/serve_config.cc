#include "cli/serve_config.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"

namespace epitaph::cli {
namespace {

Status check_account(const Settings& settings) {
  const auto& account = settings.text("home.account");
  if (account.size() == 12 && is_digits(account)) return Done{};
  return settings.invalid("home.account", "12 digits");
}

Status check_region(const Settings& settings) {
  const auto& region = settings.text("home.region");
  const bool plain =
      std::ranges::all_of(region, [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
  if (!region.empty() && region.size() <= 64 && plain) return Done{};
  return settings.invalid("home.region", "a region such as us-east-1");
}

Status check_log_level(const Settings& settings) {
  constexpr std::array<std::string_view, 5> kLevels = {"debug", "info", "warning", "error", "off"};
  if (std::ranges::find(kLevels, settings.text("server.log_level")) != kLevels.end()) return Done{};
  return settings.invalid("server.log_level", "debug, info, warning, error or off");
}

/// Signatures are not verified by this version; it says so rather than let anybody in.
Status check_auth(const Settings& settings) {
  const auto& auth = settings.text("server.auth");
  if (auth == "none") return Done{};
  if (auth == "required") {
    return Error{ErrorKind::kInvalid, "server.auth = required is not available in this version"};
  }
  return settings.invalid("server.auth", "none");
}

Status check(const Settings& settings) {
  EPITAPH_CHECK(check_account(settings));
  EPITAPH_CHECK(check_region(settings));
  EPITAPH_CHECK(check_log_level(settings));
  EPITAPH_CHECK(check_auth(settings));
  if (settings.text("store.data").empty()) return settings.invalid("store.data", "a folder");
  return Done{};
}

}  // namespace

std::vector<Setting> serve_settings() {
  return {
      {"server.listen", "127.0.0.1:4577", true, "address and port; port 0 picks a free one"},
      {"server.auth", "none", true, "none: whoever reaches the port may use it"},
      {"server.insecure", "false", false, "listen beyond this machine without auth"},
      {"server.allowed_hosts", "", true, "further names of this server, separated by commas"},
      {"server.allowed_origins", "", true, "web origins that may call, separated by commas"},
      {"server.log_level", "info", true, "debug, info, warning, error or off"},
      {"server.strict_sources", "false", false, "PutEvents refuses aws.ecs too, as AWS does"},
      {"server.movable_clock", "false", false, "PUT /api/v1/clock may put the clock ahead"},
      {"home.account", "000000000000", true, "the account of credentials that name none"},
      {"home.region", "us-east-1", true, "the region of requests that name none"},
      {"store.data", "./epitaph-data", true, "the folder that holds everything"},
      {"ledger.retention_days", "", true,
       "days that stopped tasks are kept; empty: as the API says"},
      {"ledger.cluster_retention", "", true, "ACCOUNT/REGION/CLUSTER=DAYS, separated by commas"},
      {"ledger.crash_loop_failures", "3", false, "failures of a service that make a crash loop"},
      {"ledger.crash_loop_young", "10m", true, "of tasks that ran no longer"},
      {"ledger.crash_loop_window", "1h", true, "within so long"},
      {"ledger.no_running_task", "15m", true, "a service without a task wants attention after"},
      {"ledger.silence", "1d", true, "a cluster that says nothing wants attention after"},
      {"ledger.stuck", "20m", true, "a task in PROVISIONING or PENDING wants attention after"},
      {"ledger.log_url_template", "", true, "link to a log, with {container}, {taskId}, …"},
      {"delivery.plain_http", "false", false, "API destinations may be http: too"},
      {"delivery.private_addresses", "false", false,
       "and in private networks and on this machine; link-local never"},
      {"delivery.key_file", "", true, "encrypts connections' secrets; empty: <data>/secret.key"},
      {"delivery.ca_file", "", true, "authorities to trust besides the system's, as PEM"},
      {"quotas.rules_per_bus", "300", false, "rules of one event bus"},
      {"quotas.targets_per_rule", "5", false, "targets of one rule"},
  };
}

Result<ServeConfig> read_serve_config(const Settings& settings) {
  EPITAPH_CHECK(check(settings));
  EPITAPH_TRY(insecure, settings.flag("server.insecure"));
  EPITAPH_TRY(strict_sources, settings.flag("server.strict_sources"));
  EPITAPH_TRY(movable_clock, settings.flag("server.movable_clock"));
  EPITAPH_TRY(rules, settings.number("quotas.rules_per_bus", 1, 1'000'000));
  EPITAPH_TRY(targets, settings.number("quotas.targets_per_rule", 1, 100));
  EPITAPH_TRY(plain_http, settings.flag("delivery.plain_http"));
  EPITAPH_TRY(private_addresses, settings.flag("delivery.private_addresses"));
  EPITAPH_TRY(ledger, read_ledger_config(settings));
  return ServeConfig{.listen = settings.text("server.listen"),
                     .log_level = settings.text("server.log_level"),
                     .allowed_hosts = settings.list("server.allowed_hosts"),
                     .allowed_origins = settings.list("server.allowed_origins"),
                     .insecure = insecure,
                     .strict_sources = strict_sources,
                     .movable_clock = movable_clock,
                     .home_account = settings.text("home.account"),
                     .home_region = settings.text("home.region"),
                     .data = settings.text("store.data"),
                     .rules_per_bus = rules,
                     .targets_per_rule = targets,
                     .delivery_plain_http = plain_http,
                     .delivery_private_addresses = private_addresses,
                     .delivery_key_file = settings.text("delivery.key_file"),
                     .delivery_ca_file = settings.text("delivery.ca_file"),
                     .ledger = std::move(ledger)};
}

}  // namespace epitaph::cli
