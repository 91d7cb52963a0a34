#include "queues/message_digest.h"

#include <gtest/gtest.h>

namespace epitaph::queues {
namespace {

// Those of bodies are RFC 1321's own; those of attributes were computed with Python's hashlib over
// the bytes that the header draws.
TEST(MessageDigest, IsWhatClientsCheck) {
  EXPECT_EQ(md5_of_body(""), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(md5_of_body("abc"), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(md5_of_body("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
}

TEST(MessageDigest, OfAttributesIsByNameAndKindOfValue) {
  struct Row {
    std::string_view name;
    MessageAttributes attributes;
    std::string_view digest;
  };
  const Row rows[] = {
      {"none", {}, ""},
      {"a text", {{"a", {"String", "x"}}}, "a512aac9938034acb0b3c3d965944bf1"},
      {"a number with a label", {{"n", {"Number.int", "5"}}}, "b62e14218d034049fe885b17914da469"},
      {"bytes", {{"b", {"Binary", std::string("\0\xff", 2)}}}, "fd655a218bb089c0d7ecd08d9ccc9271"},
      {"several",
       {{"b", {"String", "2"}}, {"a", {"String", "1"}}},
       "fb921ed26b602b1dbe2a595741287c4a"},
      {"not ASCII", {{"a", {"String", "\xC3\xBC"}}}, "5c89dab43cbd53baed0e9aa4e895e7a1"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(md5_of_attributes(row.attributes), row.digest);
  }
}

}  // namespace
}  // namespace epitaph::queues
