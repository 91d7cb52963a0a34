#include "queues/receipt_handle.h"

#include "base/base64.h"
#include "base/hash.h"

namespace epitaph::queues {
namespace {

constexpr std::size_t kNumberBytes = 8;
constexpr std::size_t kNamedBytes = 3 * kNumberBytes;

void add_number(std::string& bytes, std::uint64_t number) {
  for (unsigned shift = 64; shift > 0; shift -= 8) {
    bytes += static_cast<char>(number >> (shift - 8) & 0xffU);
  }
}

std::uint64_t number_at(std::string_view bytes, std::size_t place) {
  std::uint64_t number = 0;
  for (const char c : bytes.substr(place * kNumberBytes, kNumberBytes)) {
    number = number << 8 | static_cast<unsigned char>(c);
  }
  return number;
}

}  // namespace

std::string to_text(const ReceiptHandle& handle) {
  std::string bytes;
  add_number(bytes, static_cast<std::uint64_t>(handle.queue));
  add_number(bytes, handle.item.number);
  add_number(bytes, static_cast<std::uint64_t>(handle.item.due.time_since_epoch().count()));
  add_number(bytes, hash64(bytes));
  return base64_encode(bytes);
}

std::optional<ReceiptHandle> parse_receipt_handle(std::string_view text) {
  constexpr std::size_t kTextBytes = 44;
  const auto bytes = text.size() == kTextBytes ? base64_decode(text) : std::nullopt;
  if (!bytes || bytes->size() != kNamedBytes + kNumberBytes) return std::nullopt;
  if (number_at(*bytes, 3) != hash64(std::string_view{*bytes}.substr(0, kNamedBytes))) {
    return std::nullopt;
  }
  const std::chrono::milliseconds due{static_cast<std::int64_t>(number_at(*bytes, 2))};
  return ReceiptHandle{.queue = storage::QueueId{number_at(*bytes, 0)},
                       .item = {.due = Timestamp{due}, .number = number_at(*bytes, 1)}};
}

}  // namespace epitaph::queues
