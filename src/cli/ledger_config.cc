#include "cli/ledger_config.h"

#include <charconv>
#include <string_view>

#include "ledger/retention.h"

namespace epitaph::cli {
namespace {

/// nullopt unless it is a number of days that can be kept.
std::optional<int> read_days(std::string_view text) {
  int days = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, days);
  const bool fits = read.ec == std::errc{} && read.ptr == end && days >= 1;
  return fits && days <= ledger::kRetentionDaysMax ? std::optional{days} : std::nullopt;
}

/// `ACCOUNT/REGION/CLUSTER=DAYS`
std::optional<ClusterRetention> read_cluster_retention(std::string_view text) {
  const auto account_end = text.find('/');
  const auto region_end = text.find('/', account_end + 1);
  const auto name_end = text.find('=', region_end + 1);
  if (account_end == std::string_view::npos || region_end == std::string_view::npos ||
      name_end == std::string_view::npos) {
    return std::nullopt;
  }
  const auto days = read_days(text.substr(name_end + 1));
  ledger::ClusterKey cluster{
      {std::string{text.substr(0, account_end)},
       std::string{text.substr(account_end + 1, region_end - account_end - 1)}},
      std::string{text.substr(region_end + 1, name_end - region_end - 1)}};
  const bool whole =
      !cluster.scope.account.empty() && !cluster.scope.region.empty() && !cluster.cluster.empty();
  if (!days || !whole) return std::nullopt;
  return ClusterRetention{std::move(cluster), *days};
}

Status read_retention(const Settings& settings, LedgerConfig& config) {
  if (const auto& text = settings.text("ledger.retention_days"); !text.empty()) {
    config.retention_days = read_days(text);
    if (!config.retention_days) {
      return settings.invalid("ledger.retention_days", "a number of days from 1 to 36500");
    }
  }
  for (const auto& item : settings.list("ledger.cluster_retention")) {
    auto retention = read_cluster_retention(item);
    if (!retention) {
      return settings.invalid("ledger.cluster_retention",
                              "a list of ACCOUNT/REGION/CLUSTER=DAYS, days from 1 to 36500");
    }
    config.cluster_retention.push_back(*std::move(retention));
  }
  return Done{};
}

Status read_thresholds(const Settings& settings, ledger::AttentionThresholds& attention) {
  EPITAPH_TRY(failures, settings.number("ledger.crash_loop_failures", 1, 1000));
  EPITAPH_TRY(young, settings.span("ledger.crash_loop_young"));
  EPITAPH_TRY(window, settings.span("ledger.crash_loop_window"));
  EPITAPH_TRY(no_running_task, settings.span("ledger.no_running_task"));
  EPITAPH_TRY(silence, settings.span("ledger.silence"));
  EPITAPH_TRY(stuck, settings.span("ledger.stuck"));
  attention.crash_loop = {
      .failures = static_cast<std::size_t>(failures), .young = young, .window = window};
  attention.no_running_task = no_running_task;
  attention.silence = silence;
  attention.stuck = stuck;
  return Done{};
}

}  // namespace

Result<LedgerConfig> read_ledger_config(const Settings& settings) {
  LedgerConfig config{.log_url_template = settings.text("ledger.log_url_template")};
  EPITAPH_CHECK(read_retention(settings, config));
  EPITAPH_CHECK(read_thresholds(settings, config.attention));
  return config;
}

}  // namespace epitaph::cli
