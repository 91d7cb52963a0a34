#include "http/reach.h"

#include <gtest/gtest.h>

namespace epitaph::http {
namespace {

TEST(Reach, TellsHowFarAnAddressIs) {
  struct Case {
    std::string_view address;
    Reach reach;
  };
  constexpr Case kCases[] = {
      {"8.8.8.8", Reach::kPublic},
      {"172.15.255.255", Reach::kPublic},
      {"172.32.0.0", Reach::kPublic},
      {"100.63.255.255", Reach::kPublic},
      {"2600:1f18::1", Reach::kPublic},
      {"64:ff9b::808:808", Reach::kPublic},
      {"10.255.0.1", Reach::kPrivate},
      {"172.16.0.0", Reach::kPrivate},
      {"172.31.255.255", Reach::kPrivate},
      {"192.168.1.1", Reach::kPrivate},
      {"100.64.0.1", Reach::kPrivate},
      {"100.127.255.255", Reach::kPrivate},
      {"127.0.0.1", Reach::kPrivate},
      {"::1", Reach::kPrivate},
      {"fd12:3456::1", Reach::kPrivate},
      {"::ffff:10.0.0.1", Reach::kPrivate},
      {"64:ff9b::a00:1", Reach::kPrivate},
      {"2002:a00:1::", Reach::kPrivate},
      {"169.254.169.254", Reach::kForbidden},
      {"::ffff:169.254.169.254", Reach::kForbidden},
      {"::169.254.169.254", Reach::kForbidden},
      {"64:ff9b::a9fe:a9fe", Reach::kForbidden},
      {"2002:a9fe:a9fe::1", Reach::kForbidden},
      {"fe80::1", Reach::kForbidden},
      {"fd00:ec2::254", Reach::kForbidden},
      {"0.0.0.0", Reach::kForbidden},
      {"::", Reach::kForbidden},
      {"224.0.0.1", Reach::kForbidden},
      {"255.255.255.255", Reach::kForbidden},
      {"ff02::1", Reach::kForbidden},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(reach_of(*parse_ip_address(c.address)), c.reach) << c.address;
  }
}

}  // namespace
}  // namespace epitaph::http
