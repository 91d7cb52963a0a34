#include "logs/insights/functions/time_zone.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <string>

#include "base/ascii.h"

namespace epitaph::logs::insights {
namespace {

constexpr std::string_view kDatabase = "/usr/share/zoneinfo/";
constexpr std::size_t kNameMax = 64;
constexpr std::size_t kFileBytesMax = 1UL << 20;

std::optional<std::int64_t> digits_of(std::string_view text) {
  std::int64_t number = 0;
  if (text.empty() || text.size() > 2) return std::nullopt;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

// A file of the database (RFC 8536), read number by number; reading past its end makes it broken.
class ZoneFile {
 public:
  explicit ZoneFile(std::string bytes) : bytes_(std::move(bytes)) {}

  std::int64_t number(std::size_t length) {
    if (bytes_.size() - at_ < length) {
      broken_ = true;
      return 0;
    }
    const bool negative = (static_cast<unsigned char>(bytes_[at_]) & 0x80U) != 0;
    std::uint64_t value = negative && length > 1 ? ~std::uint64_t{0} : 0;
    for (std::size_t i = 0; i < length; ++i) {
      value = value << 8U | static_cast<unsigned char>(bytes_[at_++]);
    }
    return static_cast<std::int64_t>(value);
  }
  void skip(std::size_t length) {
    broken_ = broken_ || bytes_.size() - at_ < length;
    if (!broken_) at_ += length;
  }
  bool broken() const { return broken_; }

  struct Header {
    std::size_t is_utc, is_standard, leaps, changes, types, characters;
  };
  Header header() {
    skip(20);  // `TZif`, the version and what is reserved
    std::array<std::size_t, 6> counts{};
    for (std::size_t& count : counts) count = static_cast<std::size_t>(number(4)) & 0xFFFFU;
    return {counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]};
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
  bool broken_ = false;
};

std::optional<std::string> read_zone_file(std::string_view name) {
  const bool plain = !name.empty() && name.size() <= kNameMax && name.front() != '/' &&
                     !name.contains("..") && std::ranges::all_of(name, [](char c) {
                       return is_alphanumeric(c) || c == '_' || c == '-' || c == '+' || c == '/';
                     });
  if (!plain) return std::nullopt;
  std::ifstream file(std::string(kDatabase) + std::string(name), std::ios::binary);
  std::string bytes(kFileBytesMax, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return bytes.starts_with("TZif") ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace

std::optional<std::int64_t> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const std::int64_t sign = text.front() == '-' ? -1 : 1;
  text.remove_prefix(1);
  std::string_view minutes_text;
  if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    minutes_text = text.substr(colon + 1);
    text = text.substr(0, colon);
    if (minutes_text.size() != 2) return std::nullopt;
  } else if (text.size() == 4) {
    minutes_text = text.substr(2);
    text = text.substr(0, 2);
  }
  const auto hours = digits_of(text);
  const auto minutes =
      minutes_text.empty() ? std::optional<std::int64_t>(0) : digits_of(minutes_text);
  if (!hours || !minutes || *hours > 18 || *minutes > 59) return std::nullopt;
  return sign * (*hours * 3600 + *minutes * 60);
}

std::optional<TimeZone> TimeZone::find(std::string_view name) {
  TimeZone zone;
  if (name == "UTC" || name == "GMT" || name == "UT") return zone;
  std::string_view offset_text = name;
  if (name.starts_with("UTC") || name.starts_with("GMT")) offset_text.remove_prefix(3);
  if (const auto offset = parse_offset(offset_text)) {
    zone.first_offset_ = *offset;
    return zone;
  }
  return read_database(name);
}

std::optional<TimeZone> TimeZone::read_database(std::string_view name) {
  auto bytes = read_zone_file(name);
  if (!bytes) return std::nullopt;
  ZoneFile file(*std::move(bytes));
  // The first half has times of four bytes, for readers of long ago.
  const ZoneFile::Header old = file.header();
  file.skip(old.changes * 5 + old.types * 6 + old.characters + old.leaps * 8 + old.is_standard +
            old.is_utc);
  const ZoneFile::Header header = file.header();
  TimeZone zone;
  zone.changes_.resize(header.changes);
  for (Change& change : zone.changes_) change.from = file.number(8);
  std::vector<std::size_t> kinds(header.changes);
  for (std::size_t& kind : kinds) kind = static_cast<std::size_t>(file.number(1));
  std::vector<std::int64_t> offsets(header.types);
  for (std::int64_t& offset : offsets) {
    offset = file.number(4);
    file.skip(2);
  }
  if (file.broken() || offsets.empty()) return std::nullopt;
  zone.first_offset_ = offsets.front();
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (kinds[i] >= offsets.size()) return std::nullopt;
    zone.changes_[i].offset = offsets[kinds[i]];
  }
  return zone;
}

std::int64_t TimeZone::offset_at(std::int64_t epoch) const {
  const auto next = std::ranges::upper_bound(changes_, epoch, {}, &Change::from);
  return next == changes_.begin() ? first_offset_ : std::prev(next)->offset;
}

std::int64_t TimeZone::to_utc(std::int64_t local) const {
  // No zone is a day ahead or behind, so a day before its clocks show `local`, whatever has changed
  // since has not yet.
  constexpr std::int64_t kDay = 86'400;
  const std::int64_t before = local - offset_at(local - kDay);
  if (before + offset_at(before) == local) return before;
  const std::int64_t after = local - offset_at(local + kDay);
  return after + offset_at(after) == local ? after : before;
}

}  // namespace epitaph::logs::insights
