#include "events/connections/api_destination.h"

#include <fmt/format.h>

#include "events/connections/document_times.h"

namespace epitaph::events {

std::string ApiDestination::arn() const {
  return fmt::format("arn:{}:events:{}:{}:api-destination/{}/{}", partition_of(scope.region),
                     scope.region, scope.account, name, id);
}

boost::json::object to_json(const ApiDestination& destination) {
  boost::json::object document{{"name", destination.name},
                               {"account", destination.scope.account},
                               {"region", destination.scope.region},
                               {"id", destination.id},
                               {"description", destination.description},
                               {"connection", destination.connection_arn},
                               {"endpoint", destination.endpoint},
                               {"method", destination.method},
                               {"rate", destination.calls_per_second}};
  put_time(document, "createdAt", destination.created_at);
  put_time(document, "modifiedAt", destination.modified_at);
  return document;
}

Result<ApiDestination> parse_document(std::string_view document, const ApiDestination*) {
  try {
    const auto root = boost::json::parse(document);
    const auto& from = root.as_object();
    const auto text = [&](std::string_view key) { return std::string{from.at(key).as_string()}; };
    return ApiDestination{.scope = {text("account"), text("region")},
                          .name = text("name"),
                          .id = text("id"),
                          .description = text("description"),
                          .connection_arn = text("connection"),
                          .endpoint = text("endpoint"),
                          .method = text("method"),
                          .calls_per_second = from.at("rate").to_number<std::int64_t>(),
                          .created_at = get_time(from, "createdAt").value(),
                          .modified_at = get_time(from, "modifiedAt").value()};
  } catch (const std::exception& fault) {
    return Error{ErrorKind::kCorrupt,
                 fmt::format("API destination document cannot be read: {}", fault.what())};
  }
}

}  // namespace epitaph::events
