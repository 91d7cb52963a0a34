#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/settings.h"
#include "ledger/attention.h"
#include "ledger/resource_arns.h"

namespace epitaph::cli {

/// For how long the stopped tasks of a cluster are kept.
struct ClusterRetention {
  ledger::ClusterKey cluster;
  int days = 0;
};

/// The section `ledger` of the configuration.
struct LedgerConfig {
  /// What is to hold from this start on; absent: whatever /api/v1/retention has said.
  std::optional<int> retention_days;
  std::vector<ClusterRetention> cluster_retention;
  ledger::AttentionThresholds attention;
  std::string log_url_template;  ///< as diagnosis::Context has it
};

/// Errors: kInvalid, led by the setting's name.
Result<LedgerConfig> read_ledger_config(const Settings& settings);

}  // namespace epitaph::cli
