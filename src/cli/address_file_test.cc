#include "cli/address_file.h"

#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "base/scratch_folder.h"

namespace epitaph::cli {
namespace {

TEST(AddressFile, IsThereWhileTheServerAnswers) {
  const ScratchFolder folder;
  const auto& data = folder.path();
  std::ofstream{data / "address"} << "left behind";
  {
    const AddressFile file{data};
    EXPECT_FALSE(std::filesystem::exists(data / "address"));
    file.write("127.0.0.1:4577");
    std::string line;
    std::ifstream in{data / "address"};
    std::getline(in, line);
    EXPECT_EQ(line, "127.0.0.1:4577");
  }
  EXPECT_TRUE(std::filesystem::is_empty(data));
}

}  // namespace
}  // namespace epitaph::cli
