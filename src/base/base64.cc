#include "base/base64.h"

#include <openssl/evp.h>

namespace epitaph {

std::string base64_encode(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // OpenSSL ends it with a NUL
  const int written = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                      reinterpret_cast<const unsigned char*>(bytes.data()),
                                      static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(written));
  return text;
}

std::optional<std::string> base64_decode(std::string_view text) {
  std::string bytes(text.size() / 4 * 3, '\0');
  const int read = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  if (read < 0 || static_cast<std::size_t>(read) != bytes.size()) return std::nullopt;
  // OpenSSL takes padding for zeros, and blanks around the text for nothing.
  for (std::size_t i = text.size(); i > 0 && text.size() - i < 2 && text[i - 1] == '='; --i) {
    bytes.pop_back();
  }
  if (base64_encode(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace epitaph
