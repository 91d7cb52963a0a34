#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/ledger_config.h"
#include "cli/settings.h"

namespace epitaph::cli {

/// What a server needs to know, read and checked.
struct ServeConfig {
  std::string listen;  ///< ADDRESS:PORT; port 0 picks a free one
  std::string log_level;
  std::vector<std::string> allowed_hosts;
  std::vector<std::string> allowed_origins;
  bool insecure = false;  ///< listen beyond loopback without authentication
  bool strict_sources = false;
  bool movable_clock = false;
  std::string home_account;
  std::string home_region;
  std::string data;
  std::int64_t rules_per_bus = 0;
  std::int64_t targets_per_rule = 0;
  bool delivery_plain_http = false;         ///< API destinations may be `http:` too
  bool delivery_private_addresses = false;  ///< and on this machine and in private networks
  std::string delivery_key_file;            ///< empty: beside the data
  std::string delivery_ca_file;             ///< PEM; empty: the system's authorities alone
  LedgerConfig ledger;
};

/// Every setting with its default, in the order in which they are printed.
std::vector<Setting> serve_settings();

/// Errors: kInvalid, led by the setting's name, saying what it takes and where the value came from.
Result<ServeConfig> read_serve_config(const Settings& settings);

}  // namespace epitaph::cli
