#include "http/problem.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::http {
namespace {

TEST(Problem, AnswersEachKindOfErrorWithItsStatus) {
  struct Case {
    ErrorKind kind;
    int status;
    std::string_view type;
  };
  for (const auto& c : {Case{ErrorKind::kInvalid, 400, "urn:epitaph:problem:invalid-request"},
                        Case{ErrorKind::kNotFound, 404, "urn:epitaph:problem:not-found"},
                        Case{ErrorKind::kConflict, 409, "urn:epitaph:problem:conflict"},
                        Case{ErrorKind::kUnavailable, 503, "urn:epitaph:problem:overloaded"},
                        Case{ErrorKind::kCorrupt, 500, "urn:epitaph:problem:internal"}}) {
    const auto response = problem_response(Error{c.kind, "what is wrong"});
    const auto body = boost::json::parse(response.body);
    EXPECT_EQ(response.status, c.status);
    EXPECT_EQ(response.headers.find("Content-Type"), "application/problem+json");
    EXPECT_EQ(body.at("status"), c.status);
    EXPECT_EQ(std::string_view{body.at("type").as_string()}, c.type);
    EXPECT_FALSE(body.as_object().contains("parameter"));
  }
}

TEST(Problem, NamesTheParameterAtFault) {
  const auto response = problem_response(Error{ErrorKind::kInvalid, "limit must be less"}, "limit");
  const auto body = boost::json::parse(response.body);
  EXPECT_EQ(body.at("type"), "urn:epitaph:problem:invalid-parameter");
  EXPECT_EQ(body.at("parameter"), "limit");
  EXPECT_EQ(body.at("detail"), "limit must be less");
}

TEST(Problem, KeepsToItselfWhatOnlyTheLogMayHave) {
  const auto response = problem_response(Error{ErrorKind::kIo, "/secret/path is full"});
  EXPECT_THAT(response.body, testing::Not(testing::HasSubstr("secret")));
}

TEST(Problem, SaysWhenToComeAgain) {
  EXPECT_EQ(problem_response(Error{ErrorKind::kUnavailable, "x"}).headers.find("Retry-After"), "1");
}

}  // namespace
}  // namespace epitaph::http
