#pragma once
#include <filesystem>
#include <string_view>

namespace epitaph::cli {

/// `<data>/address`: where the server listens, for scripts and tests that let it pick a port. It is
/// there while the server answers; what a killed server left behind goes at the next start.
class AddressFile {
 public:
  explicit AddressFile(const std::filesystem::path& data);
  ~AddressFile();
  AddressFile(const AddressFile&) = delete;
  AddressFile& operator=(const AddressFile&) = delete;

  /// Whole or not at all: a reader never finds half an address.
  void write(std::string_view address) const;

 private:
  void remove() const;

  std::filesystem::path path_;
};

}  // namespace epitaph::cli
