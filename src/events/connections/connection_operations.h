#pragma once
#include <functional>
#include <string>
#include <vector>

#include "aws/operation.h"
#include "base/clock.h"
#include "events/connections/api_destination.h"
#include "events/connections/connection.h"
#include "events/connections/document_book.h"
#include "events/connections/secret_box.h"
#include "storage/storage.h"

namespace epitaph::events {

/// What these operations work with. All must outlive them.
struct ConnectionParts {
  storage::Storage& storage;
  const SecretBox& secrets;
  const Clock& clock;
  /// Endpoints may be `http:` too, as the section `delivery` of the configuration says.
  bool plain_http = false;
  /// Told of a connection that is to get its first token; called without waiting for it.
  std::function<void(const Scope& scope, const std::string& name)> authorize = {};

  DocumentBook<Connection> connections() const { return DocumentBook<Connection>{storage}; }
  DocumentBook<ApiDestination> destinations() const {
    return DocumentBook<ApiDestination>{storage};
  }
};

/// The operations of connections and API destinations, for the service of `event_service.h`: a file
/// for each in events/operations/. `parts` is copied into the handlers.
std::vector<aws::Operation> connection_operations(const ConnectionParts& parts);

aws::Operation create_api_destination(const ConnectionParts& parts);
aws::Operation create_connection(const ConnectionParts& parts);
aws::Operation deauthorize_connection(const ConnectionParts& parts);
aws::Operation delete_api_destination(const ConnectionParts& parts);
aws::Operation delete_connection(const ConnectionParts& parts);
aws::Operation describe_api_destination(const ConnectionParts& parts);
aws::Operation describe_connection(const ConnectionParts& parts);
aws::Operation list_api_destinations(const ConnectionParts& parts);
aws::Operation list_connections(const ConnectionParts& parts);
aws::Operation update_api_destination(const ConnectionParts& parts);
aws::Operation update_connection(const ConnectionParts& parts);

/// Of each kind, in one account and region. Source: reference eventbridge.md, 15.
inline constexpr std::size_t kConnectionsMax = 3000;

}  // namespace epitaph::events
