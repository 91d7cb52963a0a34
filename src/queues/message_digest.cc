#include "queues/message_digest.h"

#include <array>
#include <stdexcept>

#include <fmt/format.h>
#include <openssl/evp.h>

namespace epitaph::queues {
namespace {

std::string md5(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_md5(), nullptr) != 1) {
    throw std::runtime_error("OpenSSL has no MD5");
  }
  std::string text;
  for (unsigned i = 0; i < size; ++i) text += fmt::format("{:02x}", digest[i]);
  return text;
}

void add_part(std::string& bytes, std::string_view part) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(part.size() >> static_cast<unsigned>(shift) & 0xffU);
  }
  bytes += part;
}

}  // namespace

std::string md5_of_body(std::string_view body) { return md5(body); }

std::string md5_of_attributes(const MessageAttributes& attributes) {
  if (attributes.empty()) return {};
  std::string bytes;
  for (const auto& [name, attribute] : attributes) {
    add_part(bytes, name);
    add_part(bytes, attribute.data_type);
    bytes += is_binary(attribute) ? '\2' : '\1';
    add_part(bytes, attribute.value);
  }
  return md5(bytes);
}

}  // namespace epitaph::queues
