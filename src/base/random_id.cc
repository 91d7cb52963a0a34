#include "base/random_id.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <fmt/format.h>
#include <sys/random.h>

namespace epitaph {
namespace {

/// One system call serves 16 identifiers: PutEvents makes one an entry.
class RandomPool {
 public:
  std::array<std::uint8_t, 16> take() {
    if (used_ == pool_.size()) refill();
    std::array<std::uint8_t, 16> bytes{};
    std::memcpy(bytes.data(), pool_.data() + used_, bytes.size());
    used_ += bytes.size();
    return bytes;
  }

 private:
  void refill() {
    // getrandom gives up to 256 bytes whole or not at all, so there is no rest to ask for.
    while (::getrandom(pool_.data(), pool_.size(), 0) < 0) {
      if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "getrandom");
    }
    used_ = 0;
  }

  std::array<std::uint8_t, 256> pool_{};
  std::size_t used_ = pool_.size();
};

}  // namespace

std::array<std::uint8_t, 16> random_bytes() {
  thread_local RandomPool pool;
  return pool.take();
}

std::uint64_t random_number() {
  std::uint64_t number = 0;
  while (number == 0) std::memcpy(&number, random_bytes().data(), sizeof number);
  return number;
}

std::string random_uuid() {
  auto b = random_bytes();
  b[6] = static_cast<std::uint8_t>((b[6] & 0x0f) | 0x40);
  b[8] = static_cast<std::uint8_t>((b[8] & 0x3f) | 0x80);
  return fmt::format(
      "{:02x}{:02x}{:02x}{:02x}-{:02x}{:02x}-{:02x}{:02x}-{:02x}{:02x}-{:02x}{:02x}{:02x}{:02x}{:"
      "02x}{:02x}",
      b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14],
      b[15]);
}

}  // namespace epitaph
