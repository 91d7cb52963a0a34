#include "events/delivery/delivery_line.h"

#include <fmt/format.h>

namespace epitaph::events {

storage::DocumentKey document_key(const std::string& rule_arn, const Target& target) {
  const auto arn = parse_arn(rule_arn);
  Scope scope;
  if (arn) scope = {std::string{arn->account}, std::string{arn->region}};
  return {.kind = "delivery-line",
          .scope = std::move(scope),
          .name = fmt::format("{} {} {}", rule_arn, target.id, target.arn)};
}

std::string document_text(const DeliveryLine& line, const Target& target) {
  return boost::json::serialize(
      boost::json::object{{"rule", line.rule_arn},
                          {"queue", static_cast<std::uint64_t>(line.queue)},
                          {"target", target.json}});
}

Result<DeliveryLine> parse_line(std::string_view document) {
  try {
    const auto root = boost::json::parse(document);
    const auto& object = root.as_object();
    const auto& json = object.at("target").as_object();
    const auto text = [](const boost::json::value& value) {
      return std::string{value.as_string()};
    };
    return DeliveryLine{.rule_arn = text(object.at("rule")),
                        .queue = storage::QueueId{object.at("queue").to_number<std::uint64_t>()},
                        .target = std::make_shared<const Target>(Target{
                            .id = text(json.at("Id")), .arn = text(json.at("Arn")), .json = json}),
                        .stored = json};
  } catch (const std::exception& fault) {
    return Error{ErrorKind::kCorrupt,
                 fmt::format("delivery line document cannot be read: {}", fault.what())};
  }
}

}  // namespace epitaph::events
