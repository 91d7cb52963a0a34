#pragma once
#include <string>

#include "api/resource.h"
#include "base/clock.h"
#include "events/rule_book.h"
#include "model/arn.h"
#include "storage/storage.h"

namespace epitaph::api {

/// What a server is, for who looks after it.
struct ServerFacts {
  std::string data;  ///< the folder that holds everything
  Scope home;
  Timestamp started_at;
};

/// Adds what `epitaph doctor` asks for:
///   GET /server   {version, startedAt, time, home: {account, region}, data: {path, freeBytes},
///                 defaultRule: {name, state}, lastEvent: {time, detailType}}
/// `time` is the server's clock; `defaultRule` is null once somebody has deleted it, `lastEvent`
/// before any event of ECS was kept, `freeBytes` when the file system does not say. The parts
/// outlive the resources.
void add_server_resource(Resources& resources, const ServerFacts& facts, storage::Storage& store,
                         const events::RuleBook& rules, const Clock& clock);

}  // namespace epitaph::api
