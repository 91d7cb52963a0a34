#include "storage/rocksdb/tasks/task_arn.h"

#include <algorithm>
#include <optional>

#include "model/arn.h"
#include "storage/rocksdb/bytes.h"

namespace epitaph::storage::rocks {

namespace {

constexpr char kHex = 'h', kUuid = 'u', kText = 't';
constexpr std::size_t kHexDigits = 32;

bool is_dash_place(std::size_t at) { return at == 8 || at == 13 || at == 18 || at == 23; }

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// The digits of a text that could begin an id of this form; nullopt when it could not.
std::optional<std::string> digits_of(std::string_view text, char form) {
  std::string digits;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (form == kUuid && is_dash_place(at)) {
      if (text[at] != '-') return std::nullopt;
    } else if (digit(text[at]) >= 0 && digits.size() < kHexDigits) {
      digits.push_back(text[at]);
    } else {
      return std::nullopt;
    }
  }
  return digits;
}

/// Two digits a byte; of an odd number the last one is left out.
std::string pack(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes.push_back(static_cast<char>(digit(digits[i]) << 4 | digit(digits[i + 1])));
  }
  return bytes;
}

void append_hex(std::string& out, std::string_view id, bool with_dashes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const std::size_t begin = out.size();
  for (const char c : id) {
    const auto byte = static_cast<unsigned char>(c);
    for (const unsigned nibble : {byte / 16U, byte % 16U}) {
      if (with_dashes && is_dash_place(out.size() - begin)) out.push_back('-');
      out.push_back(kDigits[nibble]);
    }
  }
}

}  // namespace

SplitArn split_arn(std::string_view arn) {
  const std::string_view id = last_segment(arn);
  SplitArn split;
  for (const char form : {kHex, kUuid}) {
    const auto digits = digits_of(id, form);
    if (!digits || digits->size() != kHexDigits) continue;
    split.stem = std::string(1, form).append(arn.substr(0, arn.size() - id.size()));
    std::ranges::copy(pack(*digits), split.id.begin());
    return split;
  }
  split.stem = std::string(1, kText).append(arn);
  std::ranges::copy(id.substr(0, split.id.size()), split.id.begin());
  return split;
}

std::string join_arn(std::string_view stem, std::string_view id) {
  std::string arn(stem.substr(1));
  if (stem.front() != kText) append_hex(arn, id, stem.front() == kUuid);
  return arn;
}

std::vector<KeyRange> id_key_ranges(std::string_view id_prefix) {
  const auto key = [](char form, std::string_view id) {
    return std::string(1, form).append(id).substr(0, kIdKeyPrefixBytes);
  };
  std::vector<KeyRange> ranges;
  for (const char form : {kHex, kUuid}) {
    const auto digits = digits_of(id_prefix, form);
    if (!digits) continue;
    // Half a byte is any from its 0 to its f.
    const bool half = digits->size() % 2 == 1;
    ranges.push_back({.lower = key(form, pack(half ? *digits + '0' : *digits)),
                      .upper = end_of_prefix(key(form, pack(half ? *digits + 'f' : *digits)))});
  }
  ranges.push_back(KeyRange::of_prefix(key(kText, id_prefix)));
  return ranges;
}

std::string id_key_prefix_of(std::string_view arn) {
  const SplitArn split = split_arn(arn);
  return std::string(1, split.stem.front()).append(split.id.data(), kIdKeyPrefixBytes - 1);
}

}  // namespace epitaph::storage::rocks
