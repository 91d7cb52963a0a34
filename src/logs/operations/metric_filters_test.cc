#include "logs/subscription_world.h"

namespace epitaph::logs {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct MetricFilters : testing::Test, FilterWorld {
  std::vector<std::string> names(std::string_view input) const {
    return each(output("DescribeMetricFilters", input), "metricFilters", "filterName");
  }
  /// A call that is refused for its transformation, `{…}`, and what is said of it.
  void expect_refused_transformation(std::string_view pattern, std::string_view transformation,
                                     std::string_view message) const {
    SCOPED_TRACE(transformation);
    const auto input =
        fmt::format(R"({{"logGroupName":"g","filterName":"f","filterPattern":{},)"
                    R"("metricTransformations":[{}]}})",
                    boost::json::serialize(boost::json::string{pattern}), transformation);
    const Refusal refusal{"", "PutMetricFilter", input, kInvalid, message};
    expect_refused({&refusal, 1});
  }
};

TEST_F(MetricFilters, AreShownAsTheyWerePut) {
  output("PutMetricFilter",
         R"({"logGroupName":"g","filterName":"latency","filterPattern":"{ $.latency = * }",
             "metricTransformations":[{"metricName":"Latency","metricNamespace":"Shop",
               "metricValue":"$.latency","unit":"Milliseconds","dimensions":{"Path":"$.path"}}]})");
  output("PutMetricFilter",
         R"({"logGroupName":"g","filterName":"errors","filterPattern":"ERROR",
             "metricTransformations":[{"metricName":"Errors","metricNamespace":"Shop",
               "metricValue":"1","defaultValue":0}]})");
  const auto shown = output("DescribeMetricFilters", R"({"logGroupName":"g"})");
  EXPECT_FALSE(shown.contains("nextToken"));
  const auto& filters = shown.at("metricFilters").as_array();
  ASSERT_THAT(filters, SizeIs(2));
  EXPECT_EQ(filters[0], boost::json::parse(fmt::format(
                            R"({{"filterName":"errors","filterPattern":"ERROR",
                "metricTransformations":[{{"metricName":"Errors","metricNamespace":"Shop",
                  "metricValue":"1","defaultValue":0.0}}],
                "creationTime":{},"logGroupName":"g","applyOnTransformedLogs":false}})",
                            now_ms())));
  EXPECT_EQ(filters[1].at("metricTransformations"),
            boost::json::parse(
                R"([{"metricName":"Latency","metricNamespace":"Shop","metricValue":"$.latency",
                     "dimensions":{"Path":"$.path"},"unit":"Milliseconds"}])"));
}

TEST_F(MetricFilters, AreListedByGroupPrefixAndMetric) {
  output("CreateLogGroup", R"({"logGroupName":"a"})");
  for (const auto* name : {"b/1", "b/2", "c"}) put_metric_filter(name, "x");
  output("PutMetricFilter",
         R"({"logGroupName":"a","filterName":"z","filterPattern":"","metricTransformations":
             [{"metricName":"other","metricNamespace":"n","metricValue":"1"}]})");
  EXPECT_THAT(names("{}"), ElementsAre("z", "b/1", "b/2", "c"));
  EXPECT_THAT(names(R"({"logGroupName":"g"})"), ElementsAre("b/1", "b/2", "c"));
  EXPECT_THAT(names(R"({"logGroupName":"g","filterNamePrefix":"b/"})"), ElementsAre("b/1", "b/2"));
  EXPECT_THAT(names(R"({"metricName":"other","metricNamespace":"n"})"), ElementsAre("z"));
  EXPECT_THAT(names(R"({"metricName":"other","metricNamespace":"x"})"), IsEmpty());
}

TEST_F(MetricFilters, ArePaged) {
  for (const auto* name : {"1", "2", "3"}) put_metric_filter(name, "x");
  const auto page = output("DescribeMetricFilters", R"({"limit":2})");
  EXPECT_THAT(each(page, "metricFilters", "filterName"), ElementsAre("1", "2"));
  const auto next =
      fmt::format(R"({{"limit":2,"nextToken":{}}})", boost::json::serialize(page.at("nextToken")));
  EXPECT_THAT(names(next), ElementsAre("3"));
  EXPECT_FALSE(output("DescribeMetricFilters", next).contains("nextToken"));
}

TEST_F(MetricFilters, AreCountedInTheGroupAndGoWithIt) {
  const auto count = [&] {
    return output("DescribeLogGroups", "{}").at("logGroups").at(0).at("metricFilterCount");
  };
  EXPECT_EQ(count(), 0);
  put_metric_filter("f", "x");
  put_metric_filter("f", "y");  // replaced
  EXPECT_EQ(count(), 1);
  EXPECT_THAT(each(output("DescribeMetricFilters", "{}"), "metricFilters", "filterPattern"),
              ElementsAre("y"));
  output("PutRetentionPolicy", R"({"logGroupName":"g","retentionInDays":3})");
  EXPECT_EQ(count(), 1);
  output("DeleteMetricFilter", R"({"logGroupName":"g","filterName":"f"})");
  EXPECT_EQ(count(), 0);
  put_metric_filter("f", "x");
  output("DeleteLogGroup", R"({"logGroupName":"g"})");
  EXPECT_THAT(names("{}"), IsEmpty());
  output("CreateLogGroup", R"({"logGroupName":"g"})");
  EXPECT_EQ(count(), 0);
}

TEST_F(MetricFilters, AreRefusedInTheWordsOfAws) {
  constexpr std::string_view kPut = "PutMetricFilter";
  constexpr std::string_view kOne =
      R"({"logGroupName":"none","filterName":"f","filterPattern":"x","metricTransformations":
          [{"metricName":"m","metricNamespace":"n","metricValue":"1"}]})";
  const Refusal refusals[] = {
      {"no such group", kPut, kOne, kMissing, "The specified log group does not exist."},
      {"a bad pattern", kPut,
       R"({"logGroupName":"none","filterName":"f","filterPattern":"a:b","metricTransformations":
           [{"metricName":"m","metricNamespace":"n","metricValue":"1"}]})",
       kInvalid, "Invalid character(s) in term ':'"},
      {"no transformation", kPut,
       R"({"logGroupName":"g","filterName":"f","filterPattern":"x","metricTransformations":[]})",
       kInvalid,
       "1 validation error detected: Value '[]' at 'metricTransformations' failed to satisfy "
       "constraint: Member must have length greater than or equal to 1"},
      {"a name that cannot be", kPut,
       R"({"logGroupName":"g","filterName":"a:b","filterPattern":"x","metricTransformations":
           [{"metricName":"m","metricNamespace":"n","metricValue":"1"}]})",
       kInvalid,
       "1 validation error detected: Value 'a:b' at 'filterName' failed to satisfy constraint: "
       "Member must satisfy regular expression pattern: [^:*]*"},
      {"delete in no group", "DeleteMetricFilter", R"({"logGroupName":"none","filterName":"f"})",
       kMissing, "The specified log group does not exist."},
      {"delete none", "DeleteMetricFilter", R"({"logGroupName":"g","filterName":"f"})", kMissing,
       "The specified metric filter does not exist."},
      {"describe in no group", "DescribeMetricFilters", R"({"logGroupName":"none"})", kMissing,
       "The specified log group does not exist."},
      {"a metric without its namespace", "DescribeMetricFilters", R"({"metricName":"m"})", kInvalid,
       "metricName and metricNamespace must be given together."},
      {"a foreign token", "DescribeMetricFilters", R"({"nextToken":"x"})", kInvalid,
       "The specified nextToken is invalid."},
      {"test of a bad pattern", "TestMetricFilter",
       R"({"filterPattern":"{ $.a = 1","logEventMessages":["x"]})", kInvalid,
       "If a filter pattern starts with '{' it must end with '}'"},
      {"test of nothing", "TestMetricFilter", R"({"filterPattern":"x","logEventMessages":[]})",
       kInvalid,
       "1 validation error detected: Value '[]' at 'logEventMessages' failed to satisfy "
       "constraint: Member must have length greater than or equal to 1"},
  };
  expect_refused(refusals);
}

TEST_F(MetricFilters, AreRefusedForTheirTransformation) {
  const auto with = [](std::string_view members) {
    return fmt::format(R"({{"metricName":"m","metricNamespace":"n",{}}})", members);
  };
  constexpr std::string_view kJson = "{ $.a = 1 }";
  const std::string_view prefix = "Invalid metric transformation: ";
  const auto refused = [&](std::string_view pattern, std::string_view members,
                           std::string_view why) {
    expect_refused_transformation(pattern, with(members), fmt::format("{}{}", prefix, why));
  };
  refused("x", R"("metricValue":"length")",
          "metric value length must be a valid number or selector");
  refused("x", R"("metricValue":"$.a")", "metric value $.a must be a valid number or selector");
  refused(kJson, R"("metricValue":"1","defaultValue":0,"dimensions":{"d":"$.a"})",
          "dimensions and default value are mutually exclusive properties");
  refused(kJson, R"("metricValue":"1","dimensions":{"d":"prod"})",
          "dimension value must be valid selector");
  refused(kJson, R"("metricValue":"1","dimensions":{"a":"$.a","b":"$.b","c":"$.c","d":"$.d"})",
          "number of dimensions must be less than or equal to 3");
  expect_refused_transformation("x", with(R"("metricValue":"1","dimensions":{"d":"$.a"})"),
                                "The specified filter pattern does not support dimensions");
}

TEST_F(MetricFilters, AreAHundredAtMost) {
  for (int i = 0; i < 100; ++i) put_metric_filter(fmt::format("f{}", i), "x");
  constexpr std::string_view kInput =
      R"({"logGroupName":"g","filterName":"one more","filterPattern":"x","metricTransformations":
          [{"metricName":"m","metricNamespace":"n","metricValue":"1"}]})";
  const Refusal refusals[] = {{"the 101st", "PutMetricFilter", kInput, "LimitExceededException",
                               "Resource limit exceeded."}};
  expect_refused(refusals);
  put_metric_filter("f0", "y");
}

TEST_F(MetricFilters, HaveRegularExpressionsInFivePatternsAtMost) {
  for (int i = 0; i < 5; ++i) put_metric_filter(fmt::format("f{}", i), "%x% %y%");
  const Refusal refusals[] = {
      {"the sixth", "PutMetricFilter",
       R"({"logGroupName":"g","filterName":"f5","filterPattern":"%x%","metricTransformations":
           [{"metricName":"m","metricNamespace":"n","metricValue":"1"}]})",
       "LimitExceededException", "Resource limit exceeded."}};
  expect_refused(refusals);
  put_metric_filter("f5", "x");
}

TEST_F(MetricFilters, AreTestedAgainstMessages) {
  const auto tested =
      output("TestMetricFilter",
             R"({"filterPattern":"[..., request=*.html*, status_code=4*,]","logEventMessages":
                 ["127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] \"GET /a.gif HTTP/1.0\" 200 1534",
                  "127.0.0.1 - frank [10/Oct/2000:13:35:22 -0700] \"GET /i.html HTTP/1.0\" 404 5"]})");
  EXPECT_EQ(tested, boost::json::parse(
                        R"({"matches":[{"eventNumber":1,"eventMessage":
                    "127.0.0.1 - frank [10/Oct/2000:13:35:22 -0700] \"GET /i.html HTTP/1.0\" 404 5",
                    "extractedValues":{"$1":"127.0.0.1","$2":"-","$3":"frank",
                      "$4":"10/Oct/2000:13:35:22 -0700","$request":"GET /i.html HTTP/1.0",
                      "$status_code":"404","$7":"5"}}]})"));
  EXPECT_EQ(
      output("TestMetricFilter", R"({"filterPattern":"ERROR","logEventMessages":["ERROR 1"]})"),
      boost::json::parse(R"({"matches":[{"eventNumber":0,"eventMessage":"ERROR 1",
                                               "extractedValues":{}}]})"));
  EXPECT_EQ(
      output("TestMetricFilter",
             R"({"filterPattern":"{ $.n > 1 }","logEventMessages":["{\"n\":2}","{\"n\":1}"]})"),
      boost::json::parse(R"({"matches":[{"eventNumber":0,"eventMessage":"{\"n\":2}",
                                               "extractedValues":{"$.n":"2"}}]})"));
}

}  // namespace
}  // namespace epitaph::logs
