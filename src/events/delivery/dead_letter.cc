#include "events/delivery/dead_letter.h"

#include <algorithm>

#include <fmt/format.h>

#include "aws/input.h"

namespace epitaph::events {
namespace {

/// Of what others wrote, as much as SQS takes: no control characters, no empty value, not cut
/// within a character.
std::string message_text(std::string_view message) {
  constexpr std::size_t kBytesMax = 1024;
  auto end = std::min(message.size(), kBytesMax);
  while (end < message.size() && end > 0 && (message[end] & 0xc0) == 0x80) --end;
  std::string text{message.substr(0, end)};
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return text.empty() ? "no reason was given" : text;
}

}  // namespace

std::vector<MessageAttribute> attributes_of(const DeadLetter& letter) {
  std::vector<MessageAttribute> attributes = {
      {"RULE_ARN", std::string{letter.rule_arn}},
      {"TARGET_ARN", std::string{letter.target_arn}},
      {"ERROR_CODE", std::string{to_text(letter.fault.code)}},
      {"ERROR_MESSAGE", message_text(letter.fault.message)},
      {"RETRY_ATTEMPTS", fmt::format("{}", letter.retries)}};
  if (!letter.exhausted.empty()) {
    attributes.push_back({"EXHAUSTED_RETRY_CONDITION", std::string{letter.exhausted}});
  }
  return attributes;
}

std::optional<std::string> dead_letter_queue(const Target& target) {
  const auto* config = aws::optional_object(target.json, "DeadLetterConfig");
  const auto arn = config == nullptr ? std::nullopt : aws::optional_text(*config, "Arn");
  return arn ? std::optional{std::string{*arn}} : std::nullopt;
}

Result<bool> send_dead_letter(const QueueTarget& queues, const Target& target,
                              const DeadLetter& letter, storage::BodyIndex body,
                              storage::Commit& commit) {
  const auto arn = dead_letter_queue(target);
  if (!arn || !queues) return false;
  const auto attributes = attributes_of(letter);
  const auto sent = queues({.arn = *arn, .body = body, .attributes = attributes}, commit);
  if (sent) return true;
  const auto kind = sent.error().kind;
  if (kind == ErrorKind::kNotFound || kind == ErrorKind::kInvalid) return false;
  return sent.error();
}

}  // namespace epitaph::events
