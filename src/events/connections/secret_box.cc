#include "events/connections/secret_box.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/random_id.h"

namespace epitaph::events {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kNonceBytes = 12, kTagBytes = 16, kHeadBytes = 1 + kNonceBytes;

std::string to_hex(const std::uint8_t* bytes, std::size_t size) {
  std::string text;
  text.reserve(size * 2);
  for (std::size_t i = 0; i < size; ++i)
    fmt::format_to(std::back_inserter(text), "{:02x}", bytes[i]);
  return text;
}

/// Empty when it is no hexadecimal text.
Bytes from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return {};
  Bytes bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_value(text[i]), low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) return {};
    bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return bytes;
}

struct CipherDeleter {
  void operator()(EVP_CIPHER_CTX* cipher) const { EVP_CIPHER_CTX_free(cipher); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, CipherDeleter>;

/// With a key and nonce of the right size OpenSSL has no reason to refuse but want of memory.
void must(int done) {
  if (done != 1) throw std::runtime_error("OpenSSL refuses AES-256-GCM");
}

const std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

int size_of(std::string_view text) { return static_cast<int>(text.size()); }

class File {
 public:
  File(const std::filesystem::path& path, int flags) : fd_(::open(path.c_str(), flags, 0600)) {}
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

Error file_error(const std::filesystem::path& path, std::string_view what) {
  return {ErrorKind::kIo,
          fmt::format("cannot {} the key file {}: {}", what, path.string(), std::strerror(errno))};
}

/// Whole or not at all: written beside its place, synced, and linked into it, so that of two
/// servers that start at once one key remains, and a crash leaves no half of one.
Status make_key_file(const std::filesystem::path& path) {
  const auto first = random_bytes(), second = random_bytes();
  const auto text =
      to_hex(first.data(), first.size()) + to_hex(second.data(), second.size()) + "\n";
  auto draft = path;
  draft += "." + random_uuid();
  {
    const File file{draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC};
    if (file.fd() < 0) return file_error(path, "make");
    const auto written = ::write(file.fd(), text.data(), text.size());
    if (written != static_cast<ssize_t>(text.size()) || ::fsync(file.fd()) != 0) {
      return file_error(path, "write");
    }
  }
  const bool is_linked = ::link(draft.c_str(), path.c_str()) == 0 || errno == EEXIST;
  const auto refused = file_error(path, "make");
  ::unlink(draft.c_str());
  if (!is_linked) return refused;
  const auto folder_path = path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
  const File folder{folder_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC};
  if (folder.fd() < 0 || ::fsync(folder.fd()) != 0) return file_error(path, "keep");
  return Done{};
}

Result<std::string> read_key_file(const std::filesystem::path& path) {
  const File file{path, O_RDONLY | O_CLOEXEC};
  if (file.fd() < 0) return file_error(path, "read");
  struct stat facts {};
  if (::fstat(file.fd(), &facts) != 0) return file_error(path, "read");
  if ((facts.st_mode & 077) != 0) {
    return Error{ErrorKind::kInvalid,
                 fmt::format("the key file {} may be read by others: chmod 600 it", path.string())};
  }
  std::string text(2 * SecretBox::kKeyBytes + 2, '\0');
  const auto size = ::read(file.fd(), text.data(), text.size());
  if (size < 0) return file_error(path, "read");
  text.resize(static_cast<std::size_t>(size));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

}  // namespace

Result<SecretBox> SecretBox::open(const std::filesystem::path& key_file) {
  if (::access(key_file.c_str(), F_OK) != 0) EPITAPH_CHECK(make_key_file(key_file));
  EPITAPH_TRY(text, read_key_file(key_file));
  const auto bytes = from_hex(text);
  Key key{};
  if (bytes.size() != key.size()) {
    return Error{ErrorKind::kInvalid,
                 fmt::format("the key file {} must hold 64 hexadecimal digits", key_file.string())};
  }
  std::ranges::copy(bytes, key.begin());
  return SecretBox{key};
}

std::string SecretBox::seal(std::string_view secret, std::string_view name) const {
  const auto random = random_bytes();
  Bytes sealed(kHeadBytes + secret.size() + kTagBytes);
  sealed[0] = kVersion;
  std::memcpy(sealed.data() + 1, random.data(), kNonceBytes);
  const Cipher cipher{EVP_CIPHER_CTX_new()};
  int size = 0;
  must(
      EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key_.data(), sealed.data() + 1));
  must(EVP_EncryptUpdate(cipher.get(), nullptr, &size, bytes_of(name), size_of(name)));
  must(EVP_EncryptUpdate(cipher.get(), sealed.data() + kHeadBytes, &size, bytes_of(secret),
                         size_of(secret)));
  must(EVP_EncryptFinal_ex(cipher.get(), sealed.data() + kHeadBytes + size, &size));
  must(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes,
                           sealed.data() + kHeadBytes + secret.size()));
  return to_hex(sealed.data(), sealed.size());
}

Result<std::string> SecretBox::unseal(std::string_view text, std::string_view name) const {
  auto sealed = from_hex(text);
  const Error refused{ErrorKind::kCorrupt, "a secret cannot be opened with this key"};
  if (sealed.size() < kHeadBytes + kTagBytes || sealed[0] != kVersion) return refused;
  const auto secret_bytes = sealed.size() - kHeadBytes - kTagBytes;
  std::string secret(secret_bytes, '\0');
  const Cipher cipher{EVP_CIPHER_CTX_new()};
  int size = 0;
  must(
      EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key_.data(), sealed.data() + 1));
  must(EVP_DecryptUpdate(cipher.get(), nullptr, &size, bytes_of(name), size_of(name)));
  must(EVP_DecryptUpdate(cipher.get(), reinterpret_cast<std::uint8_t*>(secret.data()), &size,
                         sealed.data() + kHeadBytes, static_cast<int>(secret_bytes)));
  must(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes,
                           sealed.data() + kHeadBytes + secret_bytes));
  auto* end = reinterpret_cast<std::uint8_t*>(secret.data()) + size;
  if (EVP_DecryptFinal_ex(cipher.get(), end, &size) != 1) return refused;
  return secret;
}

}  // namespace epitaph::events
