#include "storage/rocksdb/checksum.h"

#include <array>
#include <bit>
#include <cstring>

namespace epitaph::storage::rocks {

namespace {

constexpr std::uint64_t kPrime1 = 0x9E3779B185EBCA87;
constexpr std::uint64_t kPrime2 = 0xC2B2AE3D27D4EB4F;
constexpr std::uint64_t kPrime3 = 0x165667B19E3779F9;
constexpr std::uint64_t kPrime4 = 0x85EBCA77C2B2AE63;
constexpr std::uint64_t kPrime5 = 0x27D4EB2F165667C5;
constexpr std::size_t kStripe = 32;  ///< four lanes of eight bytes

/// The first bytes as a little-endian number.
template <class T>
T number_at(const char* bytes) {
  T value{};
  std::memcpy(&value, bytes, sizeof value);
  if constexpr (std::endian::native == std::endian::big) value = std::byteswap(value);
  return value;
}

std::uint64_t round(std::uint64_t lane, std::uint64_t input) {
  return std::rotl(lane + input * kPrime2, 31) * kPrime1;
}

std::uint64_t merge(std::uint64_t sum, std::uint64_t lane) {
  return (sum ^ round(0, lane)) * kPrime1 + kPrime4;
}

/// Takes whole stripes off `rest`.
std::uint64_t sum_of_stripes(std::string_view& rest) {
  std::array<std::uint64_t, 4> lanes = {kPrime1 + kPrime2, kPrime2, 0, 0 - kPrime1};
  while (rest.size() >= kStripe) {
    for (std::size_t i = 0; i < lanes.size(); ++i) {
      lanes[i] = round(lanes[i], number_at<std::uint64_t>(rest.data() + 8 * i));
    }
    rest.remove_prefix(kStripe);
  }
  std::uint64_t sum = std::rotl(lanes[0], 1) + std::rotl(lanes[1], 7) + std::rotl(lanes[2], 12) +
                      std::rotl(lanes[3], 18);
  for (const std::uint64_t lane : lanes) sum = merge(sum, lane);
  return sum;
}

}  // namespace

std::uint64_t checksum64(std::string_view bytes) {
  std::string_view rest = bytes;
  std::uint64_t sum = rest.size() >= kStripe ? sum_of_stripes(rest) : kPrime5;
  sum += bytes.size();
  for (; rest.size() >= 8; rest.remove_prefix(8)) {
    sum ^= round(0, number_at<std::uint64_t>(rest.data()));
    sum = std::rotl(sum, 27) * kPrime1 + kPrime4;
  }
  if (rest.size() >= 4) {
    sum ^= number_at<std::uint32_t>(rest.data()) * kPrime1;
    sum = std::rotl(sum, 23) * kPrime2 + kPrime3;
    rest.remove_prefix(4);
  }
  for (const char c : rest) {
    sum ^= static_cast<unsigned char>(c) * kPrime5;
    sum = std::rotl(sum, 11) * kPrime1;
  }
  sum = (sum ^ sum >> 33) * kPrime2;
  sum = (sum ^ sum >> 29) * kPrime3;
  return sum ^ sum >> 32;
}

}  // namespace epitaph::storage::rocks
