#include "ledger/described_service.h"

#include <boost/json.hpp>

#include "base/time_text.h"
#include "ledger/json_members.h"

namespace epitaph::ledger {
namespace {

namespace json = boost::json;

constexpr std::string_view kDescribedKind = "described-service";

storage::DocumentKey document_key(const ServiceKey& key) {
  return {.kind = std::string{kDescribedKind},
          .scope = key.scope,
          .name = key.cluster + "/" + key.service};
}

Result<DescribedService> parse_service(const json::object& service, Timestamp described_at) {
  auto arn = text_member(service, "serviceArn");
  const auto key = parse_service_arn(arn, text_member(service, "clusterArn"));
  if (!key) return Error{ErrorKind::kInvalid, "serviceArn is missing or not the ARN of a service"};
  const auto desired = integer_member(service, "desiredCount");
  if (!desired) return Error{ErrorKind::kInvalid, "desiredCount is missing or no number"};
  return DescribedService{.key = *key,
                          .arn = std::move(arn),
                          .status = text_member(service, "status"),
                          .desired_count = *desired,
                          .running_count = integer_member(service, "runningCount").value_or(0),
                          .pending_count = integer_member(service, "pendingCount").value_or(0),
                          .described_at = described_at,
                          .json = json::serialize(service)};
}

Result<DescribedService> parse_document(const storage::Document& document) {
  const auto object = parse_object(document.text);
  const auto at = time_member(object, "describedAt");
  if (!at) return Error{ErrorKind::kCorrupt, "described-service: describedAt is missing"};
  auto service = parse_service(object_member(object, "service"), *at);
  if (!service) return Error{ErrorKind::kCorrupt, "described-service: " + service.error().message};
  return service;
}

}  // namespace

Result<std::vector<DescribedService>> parse_described_services(std::string_view text,
                                                               Timestamp described_at) {
  const auto answer = parse_object(text);
  const auto* list = answer.if_contains("services");
  std::vector<DescribedService> services;
  if (!list) {
    EPITAPH_TRY(service, parse_service(answer, described_at));
    services.push_back(std::move(service));
    return services;
  }
  if (!list->is_array()) return Error{ErrorKind::kInvalid, "services must be an array"};
  for (const auto& item : list->get_array()) {
    if (!item.is_object()) return Error{ErrorKind::kInvalid, "services must hold objects"};
    EPITAPH_TRY(service, parse_service(item.get_object(), described_at));
    services.push_back(std::move(service));
  }
  return services;
}

storage::DocumentRow to_document(const DescribedService& service) {
  const json::object document{{"describedAt", format_rfc3339(service.described_at)},
                              {"service", parse_object(service.json)}};
  return {.key = document_key(service.key), .text = json::serialize(document)};
}

Result<std::optional<DescribedService>> read_described_service(storage::Storage& store,
                                                               const ServiceKey& key) {
  EPITAPH_TRY(document, store.read_document(document_key(key)));
  if (!document) return std::optional<DescribedService>{};
  EPITAPH_TRY(service, parse_document(*document));
  return std::optional{std::move(service)};
}

Result<std::vector<DescribedService>> list_described_services(storage::Storage& store) {
  EPITAPH_TRY(documents, store.list_documents(kDescribedKind, std::nullopt));
  std::vector<DescribedService> services;
  for (const auto& document : documents) {
    EPITAPH_TRY(service, parse_document(document));
    services.push_back(std::move(service));
  }
  return services;
}

}  // namespace epitaph::ledger
