#include "queues/queue.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/ascii.h"
#include "queues/epoch.h"
#include "queues/queue_attributes.h"
#include "storage/document_json.h"

namespace epitaph::queues {
namespace {

namespace json = boost::json;

bool is_account(std::string_view text) { return text.size() == 12 && is_digits(text); }

Queue read_document(const json::object& document) {
  Queue queue;
  queue.id = storage::QueueId{document.at("id").to_number<std::uint64_t>()};
  queue.created_at = from_epoch(document.at("created"));
  queue.modified_at = from_epoch(document.at("modified"));
  if (const auto* purged = document.if_contains("purged")) queue.purged_at = from_epoch(*purged);
  for (const auto& entry : document.at("attributes").as_object()) {
    queue.attributes[entry.key()] = entry.value().as_string();
  }
  for (const auto& entry : document.at("tags").as_object()) {
    queue.tags[entry.key()] = entry.value().as_string();
  }
  return queue;
}

}  // namespace

std::string arn_of(const QueueAddress& queue) {
  return fmt::format("arn:{}:sqs:{}:{}:{}", partition_of(queue.scope.region), queue.scope.region,
                     queue.scope.account, queue.name);
}

std::optional<QueueAddress> parse_queue_arn(std::string_view arn) {
  const auto parts = parse_arn(arn);
  if (!parts || parts->service != "sqs" || parts->region.empty() || !is_account(parts->account)) {
    return std::nullopt;
  }
  return QueueAddress{{std::string{parts->account}, std::string{parts->region}},
                      std::string{parts->resource}};
}

std::string url_of(const QueueAddress& queue, std::string_view host) {
  return fmt::format("http://{}/{}/{}", host.empty() ? "localhost" : host, queue.scope.account,
                     queue.name);
}

std::optional<QueueAddress> parse_queue_url(std::string_view url, std::string_view region) {
  const std::size_t name = url.rfind('/');
  if (name == std::string_view::npos || name + 1 == url.size()) return std::nullopt;
  const std::string_view rest = url.substr(0, name);
  const std::size_t account = rest.rfind('/');
  if (account == std::string_view::npos || !is_account(rest.substr(account + 1))) {
    return std::nullopt;
  }
  return QueueAddress{{std::string{rest.substr(account + 1)}, std::string{region}},
                      std::string{url.substr(name + 1)}};
}

std::chrono::seconds Queue::visibility_timeout() const {
  return std::chrono::seconds{number_of(*this, "VisibilityTimeout")};
}
std::chrono::seconds Queue::delay() const {
  return std::chrono::seconds{number_of(*this, "DelaySeconds")};
}
std::chrono::seconds Queue::wait_time() const {
  return std::chrono::seconds{number_of(*this, "ReceiveMessageWaitTimeSeconds")};
}
std::chrono::seconds Queue::retention() const {
  return std::chrono::seconds{number_of(*this, "MessageRetentionPeriod")};
}
std::size_t Queue::message_bytes_max() const {
  return static_cast<std::size_t>(number_of(*this, "MaximumMessageSize"));
}

storage::DocumentKey queue_key(const QueueAddress& queue) {
  return {std::string{kQueueKind}, queue.scope, queue.name};
}

std::string to_document(const Queue& queue) {
  json::object document{{"id", static_cast<std::uint64_t>(queue.id)},
                        {"created", to_epoch(queue.created_at)},
                        {"modified", to_epoch(queue.modified_at)},
                        {"attributes", json::value_from(queue.attributes)},
                        {"tags", json::value_from(queue.tags)}};
  if (queue.purged_at) document["purged"] = to_epoch(*queue.purged_at);
  return json::serialize(document);
}

Result<Queue> parse_queue(const storage::Document& document) {
  return storage::read_json(document, "queue", [&](const json::object& root) {
    Queue queue = read_document(root);
    queue.address = {document.key.scope, document.key.name};
    return queue;
  });
}

}  // namespace epitaph::queues
