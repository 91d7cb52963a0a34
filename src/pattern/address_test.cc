#include "pattern/address.h"

#include <string>
#include <variant>

#include <gtest/gtest.h>

#include "pattern/cidr.h"

namespace epitaph::pattern {
namespace {

TEST(Address, IsTheSameHoweverWritten) {
  EXPECT_EQ(parse_address("10.0.0.1"), parse_address("10.0.0.01"));
  EXPECT_EQ(parse_address("10.0.0.1"), parse_address("::ffff:A00:1"));
  EXPECT_EQ(parse_address("2001:db8::1"), parse_address("2001:0DB8:0:0:0:0:0:1"));
  EXPECT_NE(parse_address("::a00:1"), parse_address("10.0.0.1"));
}

TEST(Address, IsNotWhatOnlyLooksLikeOne) {
  for (const std::string_view text :
       {"10.0.0.300", "1.2.3.4444444444", ":", "1::2::3", "12345::", "9:00"}) {
    EXPECT_TRUE(looks_like_address(text)) << text;
    EXPECT_FALSE(parse_address(text)) << text;
  }
  for (const std::string_view text : {"", "host", "10.0.0", "10.0.0.1.2", "10..0.1", ".1.2.3",
                                      "::ffff:10.0.0.1", "fe80::1%eth0", "[::1]", " 10.0.0.1"}) {
    EXPECT_FALSE(looks_like_address(text)) << text;
    EXPECT_FALSE(parse_address(text)) << text;
  }
}

bool contains(std::string_view cidr, std::string_view address) {
  return std::get<Cidr>(parse_cidr(cidr)).contains(*parse_address(address));
}

TEST(Cidr, HoldsTheAddressesThatBeginAlike) {
  EXPECT_TRUE(contains("10.0.0.0/8", "10.255.255.255"));
  EXPECT_FALSE(contains("10.0.0.0/8", "11.0.0.0"));
  EXPECT_TRUE(contains("10.20.99.1/16", "10.20.3.44"));
  EXPECT_TRUE(contains("10.0.0.2/31", "10.0.0.3"));
  EXPECT_FALSE(contains("10.0.0.2/31", "10.0.0.4"));
  EXPECT_TRUE(contains("0.0.0.0/0", "255.255.255.255"));
  EXPECT_TRUE(contains("10.0.0.0/+8", "10.1.1.1"));
  EXPECT_TRUE(contains("10.0.0.0/8/", "10.1.1.1"));
  EXPECT_TRUE(contains("2001:db8:aa::/48", "2001:db8:aa:bb::1"));
  EXPECT_FALSE(contains("2001:db8:aa::/48", "2001:db8:ab::1"));
}

TEST(Cidr, KeepsTheFamiliesApart) {
  EXPECT_FALSE(contains("0.0.0.0/0", "2001:db8::1"));
  EXPECT_FALSE(contains("::/0", "10.0.0.1"));
  EXPECT_TRUE(contains("10.0.0.0/8", "::ffff:a00:1"));
}

TEST(Cidr, SaysWhatIsWrong) {
  struct Case {
    std::string_view text, reason;
  };
  constexpr Case kCases[] = {
      {"", "Malformed CIDR, one '/' required"},
      {"10.0.0.0/", "Malformed CIDR, one '/' required"},
      {"10.0.0.0/+-8", "Malformed CIDR, mask bits must be an integer"},
      {"10.0.0.0/99999999999", "Malformed CIDR, mask bits must be an integer"},
      {"/8", "Nonstandard IP address: "},
      {"::ffff:a00:0/32", "IPv4 mask bits must be < 32"},
      {"1::2::3/8", "Invalid IP address: 1::2::3"},
  };
  for (const auto& c : kCases)
    EXPECT_EQ(std::get<std::string>(parse_cidr(c.text)), c.reason) << c.text;
}

}  // namespace
}  // namespace epitaph::pattern
