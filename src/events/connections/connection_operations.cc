#include "events/connections/connection_operations.h"

namespace epitaph::events {

std::vector<aws::Operation> connection_operations(const ConnectionParts& parts) {
  return {
      create_api_destination(parts), create_connection(parts),     deauthorize_connection(parts),
      delete_api_destination(parts), delete_connection(parts),     describe_api_destination(parts),
      describe_connection(parts),    list_api_destinations(parts), list_connections(parts),
      update_api_destination(parts), update_connection(parts)};
}

}  // namespace epitaph::events
