#include "cli/log_masking.h"

#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

struct MaskingCase {
  std::string_view name, field, value, shown;
};

constexpr MaskingCase kMaskingCases[] = {
    {"plain text", "@message", "no secret?", "no secret?"},
    {"a signed URL in text", "detail.stoppedReason", "pull https://s3/x?Signature=abc failed",
     "pull https://s3/x?*** failed"},
    {"an event without secrets, byte for byte", "@message", R"({"a" : 1.0})", R"({"a" : 1.0})"},
    {"an event with an environment", "@message",
     R"({"environment":[{"name":"PASSWORD","value":"s3cret"}]})",
     R"({"environment":[{"name":"PASSWORD","value":"***"}]})"},
    {"JSON that is cut off", "@message", R"({"u":"http://h/?token=1)", R"({"u":"http://h/?***)"},
    {"the value of a variable", "detail.overrides.containerOverrides.0.environment.1.value",
     "s3cret", "***"},
    {"its name", "detail.overrides.containerOverrides.0.environment.1.name", "PASSWORD",
     "PASSWORD"},
    {"of a map", "environment.PASSWORD", "s3cret", "***"},
    {"of a map, by an odd name", "environment.name", "s3cret", "***"},
    {"a field whose name only ends so", "detail.myenvironment.value", "x", "x"},
};

TEST(LogMasking, HidesSecretsAndNothingElse) {
  for (const auto& c : kMaskingCases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(masked_value(c.field, c.value), c.shown);
  }
}

}  // namespace
}  // namespace epitaph::cli
