#include "aws/sts.h"

#include <gtest/gtest.h>

namespace epitaph::aws {
namespace {

struct Caller {
  Scope scope;
  std::string_view xml;
};

const Caller kCallers[] = {
    {{"000000000000", "us-east-1"},
     "<Arn>arn:aws:iam::000000000000:root</Arn><UserId>000000000000</UserId>"
     "<Account>000000000000</Account>"},
    {{"111122223333", "cn-north-1"},
     "<Arn>arn:aws-cn:iam::111122223333:root</Arn><UserId>111122223333</UserId>"
     "<Account>111122223333</Account>"},
};

TEST(Sts, SaysWhoIsCalling) {
  const auto service = sts_service();
  ASSERT_EQ(service.actions.size(), 1U);
  for (const auto& c : kCallers) {
    const auto answer = service.actions[0].handle({.caller = {.scope = c.scope}});
    ASSERT_TRUE(answer);
    EXPECT_EQ(*answer, c.xml);
  }
}

}  // namespace
}  // namespace epitaph::aws
