#pragma once
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <zlib.h>

#include "base/base64.h"
#include "logs/filter_runner.h"
#include "logs/log_world.h"

namespace epitaph::logs {

/// For tests: what is in `{"awslogs":{"data":"…"}}`.
inline boost::json::value unpacked(std::string_view payload) {
  const auto json = boost::json::parse(payload);
  const auto packed = base64_decode(json.at("awslogs").at("data").as_string()).value();
  std::string text(8 << 20, '\0');
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  const bool is_whole =
      inflateInit2(&stream, 16 + MAX_WBITS) == Z_OK && inflate(&stream, Z_FINISH) == Z_STREAM_END;
  text.resize(text.size() - stream.avail_out);
  inflateEnd(&stream);
  if (!is_whole) throw std::runtime_error("no gzip");
  return boost::json::parse(text);
}

/// For tests: destinations that are there when `arns` names them, and keep what commits that are
/// made have sent.
struct FakeDestinations final : SubscriptionTarget {
  struct Sender final : SubscriptionSender {
    explicit Sender(FakeDestinations& destinations) : to(destinations) {}
    Status add(SubscriptionDelivery delivery, storage::Commit&) override {
      if (to.refusal) return *to.refusal;
      under_way.push_back(fmt::format("{} {} {}", delivery.destination_arn, delivery.filter,
                                      boost::json::serialize(unpacked(delivery.payload))));
      return Done{};
    }
    void committed() override {
      for (auto& message : under_way) to.sent.push_back(std::move(message));
    }
    FakeDestinations& to;
    std::vector<std::string> under_way;
  };

  Status check(std::string_view arn) override {
    if (arn == there) return Done{};
    return Error{ErrorKind::kNotFound, "not there"};
  }
  std::unique_ptr<SubscriptionSender> begin() override { return std::make_unique<Sender>(*this); }

  std::string there = "arn:aws:sqs:eu-west-1:111122223333:q";
  std::optional<Error> refusal;   ///< of every message
  std::vector<std::string> sent;  ///< `ARN FILTER MESSAGE`
};

/// For tests: CloudWatch Logs whose filters do their work.
struct FilterWorld : LogWorld {
  FilterWorld() {
    service = log_service({.store = store, .clock = clock, .queries = queries, .filters = &runner});
    output("CreateLogGroup", R"({"logGroupName":"g"})");
    output("CreateLogStream", R"({"logGroupName":"g","logStreamName":"s"})");
  }

  /// By PutLogEvents.
  void put(std::string_view stream, const std::vector<std::string>& messages) const {
    boost::json::array events;
    for (const auto& message : messages) {
      events.push_back(boost::json::object{{"timestamp", now_ms()}, {"message", message}});
    }
    output("PutLogEvents",
           boost::json::serialize(boost::json::object{
               {"logGroupName", "g"}, {"logStreamName", stream}, {"logEvents", events}}));
  }
  void put_metric_filter(std::string_view name, std::string_view pattern,
                         std::string_view value = "1") const {
    output("PutMetricFilter",
           boost::json::serialize(boost::json::object{
               {"logGroupName", "g"},
               {"filterName", name},
               {"filterPattern", pattern},
               {"metricTransformations",
                boost::json::array{boost::json::object{
                    {"metricName", "m"}, {"metricNamespace", "n"}, {"metricValue", value}}}}}));
  }
  void put_subscription(std::string_view name, std::string_view pattern) const {
    output("PutSubscriptionFilter",
           boost::json::serialize(boost::json::object{{"logGroupName", "g"},
                                                      {"filterName", name},
                                                      {"filterPattern", pattern},
                                                      {"destinationArn", destinations.there}}));
  }

  /// `FILTER MATCHES VALUE` of each metric filter.
  std::vector<std::string> metric_counts() const {
    std::vector<std::string> counts;
    for (const auto& count : runner.metric_counts()) {
      counts.push_back(fmt::format("{} {} {}", count.filter, count.matches, count.value));
    }
    return counts;
  }

  FakeDestinations destinations;
  FilterRunner runner{store, destinations};
};

}  // namespace epitaph::logs
