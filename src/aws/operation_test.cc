#include "aws/operation.h"

#include <gtest/gtest.h>

namespace epitaph::aws {
namespace {

TEST(Answer, HasABodyUnlessThereIsNoOutput) {
  EXPECT_EQ(Answer{Done{}}.body(), "");
  EXPECT_EQ((Answer{boost::json::object{{"a", 1}}}.body()), R"({"a":1})");
  EXPECT_EQ(Answer{JsonText{R"({"b":2})"}}.body(), R"({"b":2})");
  EXPECT_EQ(Answer{JsonText{R"({"b":2})"}}.output().at("b"), 2);
  EXPECT_TRUE(Answer{Done{}}.output().empty());
}

TEST(Answer, CarriesErrors) {
  const Answer answer{resource_not_found("Rule X does not exist on EventBus default.")};
  ASSERT_NE(answer.error(), nullptr);
  EXPECT_EQ(answer.error()->type, "ResourceNotFoundException");
  EXPECT_THROW(answer.output(), std::logic_error);
}

Outcome<int> outcome(bool good) {
  if (good) return 1;
  return limit_exceeded("The requested resource exceeds the maximum number allowed.");
}

Result<int> result(ErrorKind kind) { return Error{kind, "write a commit: no space"}; }

Answer handler(bool good, ErrorKind kind) {
  EPITAPH_TRY(number, outcome(good));
  EPITAPH_TRY(other, result(kind));
  return boost::json::object{{"sum", number + other}};
}

TEST(Answer, TakesTheErrorsOfTheTryMacro) {
  EXPECT_EQ(handler(false, ErrorKind::kIo).error()->type, "LimitExceededException");
  EXPECT_EQ(handler(true, ErrorKind::kUnavailable).error()->type, "ThrottlingException");
  const Answer failed = handler(true, ErrorKind::kIo);
  EXPECT_TRUE(is_internal_failure(*failed.error()));
  EXPECT_EQ(failed.error()->cause, "write a commit: no space");
  EXPECT_EQ(failed.error()->message.find("space"), std::string::npos);
}

}  // namespace
}  // namespace epitaph::aws
