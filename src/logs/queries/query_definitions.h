#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "model/arn.h"
#include "storage/storage.h"

namespace epitaph::logs {

/// What stands for `{{name}}` in a saved query until whoever runs it says otherwise.
struct QueryParameter {
  std::string name;
  std::string default_value;
  std::string description;
};

/// A query that somebody saved under a name; `/` in the name makes folders.
struct QueryDefinition {
  std::string id;  ///< a UUID
  Scope scope;
  std::string name;
  std::string text;  ///< as it was saved: it need not be a query yet
  std::string language = "CWLI";
  std::vector<std::string> groups;
  std::vector<QueryParameter> parameters;
  std::string client_token;  ///< of the call that made it; empty: it had none
  Timestamp modified_at;
};

/// Of an account and region. Source: reference cloudwatch-logs.md, 2.
constexpr std::size_t kQueryDefinitionsMax = 1000;

/// The saved queries of all accounts and regions: control-plane documents of kind
/// "log-query-definition", named by their ids.
/// Keeps nothing itself, and is safe from any thread; blocks on the store, which must outlive it.
/// Errors besides those named: the store's.
class QueryDefinitions {
 public:
  explicit QueryDefinitions(storage::Storage& store) : store_(store) {}

  /// Saves a new one and gives the id that it gets; a client token that was seen before gives the
  /// id of then, and changes nothing. Errors: kLimit when there are kQueryDefinitionsMax.
  Result<std::string> create(QueryDefinition definition) const;
  /// Replaces all of the one of this id. Errors: kNotFound; kConflict when others keep changing it.
  Status replace(const QueryDefinition& definition) const;
  /// Errors: kNotFound, kConflict.
  Status remove(const Scope& scope, std::string_view id) const;
  /// By name, those of one name by id.
  Result<std::vector<QueryDefinition>> list(const Scope& scope) const;

  static constexpr int kAttemptsMax = 20;

 private:
  Status change(const Scope& scope, std::string_view id,
                const std::optional<std::string>& text) const;

  storage::Storage& store_;
};

}  // namespace epitaph::logs
