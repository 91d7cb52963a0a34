#include "cli/address_file.h"

#include <fstream>
#include <system_error>

namespace epitaph::cli {

AddressFile::AddressFile(const std::filesystem::path& data) : path_(data / "address") { remove(); }

AddressFile::~AddressFile() { remove(); }

void AddressFile::write(std::string_view address) const {
  auto unfinished = path_;
  unfinished += ".new";
  std::ofstream{unfinished} << address << "\n";
  std::filesystem::rename(unfinished, path_);
}

void AddressFile::remove() const {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

}  // namespace epitaph::cli
