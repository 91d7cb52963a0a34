#include "api/openapi.h"

#include <set>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/api.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::api {
namespace {

namespace json = boost::json;
using Names = std::set<std::string, std::less<>>;

const json::object& document() {
  static const json::object parsed = json::parse(openapi_document()).as_object();
  return parsed;
}

/// `$ref` followed, if it is one.
const json::value& resolved(const json::value& value) {
  const auto* object = value.if_object();
  const auto* ref = object ? object->if_contains("$ref") : nullptr;
  if (!ref) return value;
  static const json::value whole(document());
  return whole.at_pointer(std::string_view{ref->as_string()}.substr(1));
}

std::string lower(std::string_view method) {
  std::string out{method};
  for (char& c : out) c = static_cast<char>(c - 'A' + 'a');
  return out;
}

Names query_parameters(const json::value& operation) {
  Names names;
  const auto* parameters = operation.as_object().if_contains("parameters");
  if (!parameters) return names;
  for (const auto& parameter : parameters->as_array()) {
    const auto& one = resolved(parameter);
    if (one.at("in") == "query") names.emplace(one.at("name").as_string());
  }
  return names;
}

class OpenApi : public testing::Test {
 protected:
  storage::MemoryStorage store_;
  ledger::Ledger ledger_{store_};
  events::RuleBook rules_{store_};
  events::RuleCounters rule_counters_;
  logs::TailHub live_tail_;
  SystemClock clock_;
  Resources resources_ = api_resources({.store = store_,
                                        .ledger = ledger_,
                                        .rules = rules_,
                                        .rule_counters = rule_counters_,
                                        .live_tail = live_tail_,
                                        .clock = clock_});
};

TEST_F(OpenApi, DescribesEveryResourceWithItsParameters) {
  for (const auto& resource : resources_.all()) {
    const auto path = std::string{Resources::kRoot}.append(resource.path);
    SCOPED_TRACE(path);
    const auto* methods = document().at("paths").as_object().if_contains(path);
    ASSERT_NE(methods, nullptr);
    const auto* operation = methods->as_object().if_contains(lower(resource.method));
    ASSERT_NE(operation, nullptr) << resource.method;
    EXPECT_EQ(query_parameters(*operation),
              Names(resource.parameters.begin(), resource.parameters.end()));
  }
}

TEST_F(OpenApi, DescribesNothingThatIsNotThere) {
  const Names of_the_intake = {"/api/v1/import"};
  for (const auto& [path, methods] : document().at("paths").as_object()) {
    if (!path.starts_with(Resources::kRoot) || of_the_intake.contains(path)) continue;
    for (const auto& [method, operation] : methods.as_object()) {
      // clang++ 14 lets no lambda have a structured binding.
      const auto answers = [asked = std::string{path},
                            by = std::string{method}](const Resource& resource) {
        return std::string{Resources::kRoot}.append(resource.path) == asked &&
               lower(resource.method) == by;
      };
      EXPECT_TRUE(std::ranges::any_of(resources_.all(), answers)) << method << " " << path;
    }
  }
}

}  // namespace
}  // namespace epitaph::api
