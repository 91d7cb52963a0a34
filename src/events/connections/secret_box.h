#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace epitaph::events {

/// Encrypts the secrets of connections before they are stored, with a key that lies in a file of
/// its own: a copy of the store alone tells none of them.
///
/// AES-256-GCM by OpenSSL. A sealed text is, as bytes written in hexadecimal,
///   01 | nonce (12, random) | ciphertext | tag (16)
/// and opens only under the name for which it was sealed, so that nobody can put one connection's
/// secret into another's document. One key seals as many texts as random nonces allow, 2^32.
/// Immutable; safe from any thread.
class SecretBox {
 public:
  static constexpr std::size_t kKeyBytes = 32;
  using Key = std::array<std::uint8_t, kKeyBytes>;

  /// Reads the key, 64 hexadecimal digits; makes the file (mode 0600, durable) with a new key when
  /// there is none. Errors: kInvalid when the file holds none, or others than its owner may read
  /// it; kIo.
  static Result<SecretBox> open(const std::filesystem::path& key_file);

  explicit SecretBox(const Key& key) : key_(key) {}

  std::string seal(std::string_view secret, std::string_view name) const;
  /// Errors: kCorrupt when it was not sealed with this key and name.
  Result<std::string> unseal(std::string_view sealed, std::string_view name) const;

 private:
  Key key_;
};

}  // namespace epitaph::events
