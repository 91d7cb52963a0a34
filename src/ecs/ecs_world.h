#pragma once
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "aws/validation.h"
#include "ecs/ecs_service.h"
#include "ledger/ledger_world.h"

namespace epitaph::ecs {

/// For tests: a call that is refused, with AWS's class and text for it.
struct Refusal {
  std::string_view name, operation, input, type, message;
};

/// For tests: ECS over a ledger whose events are of account 111122223333 in us-east-1, which the
/// caller is of too.
class EcsWorld : public ledger::LedgerWorld {
 protected:
  /// Calls an operation as the gateway does: its shape first. `input` is JSON.
  aws::Answer call(std::string_view operation, std::string_view input) const {
    for (const auto& candidate : service_.operations) {
      if (candidate.name != operation) continue;
      const aws::Call call{.input = boost::json::parse(input).as_object(), .scope = scope_};
      if (auto fault = aws::validate(candidate.input, call.input, service_.dialect)) return *fault;
      return candidate.handle(call);
    }
    throw std::logic_error("no such operation: " + std::string{operation});
  }

  /// The output of a call that must succeed.
  boost::json::object output(std::string_view operation, std::string_view input) const {
    return call(operation, input).output();
  }

  /// The same as JSON text.
  std::string output_text(std::string_view operation, std::string_view input) const {
    return boost::json::serialize(output(operation, input));
  }

  void expect_refused(std::span<const Refusal> refusals) const {
    for (const Refusal& refusal : refusals) {
      SCOPED_TRACE(refusal.name);
      const auto answer = call(refusal.operation, refusal.input);
      ASSERT_NE(answer.error(), nullptr) << boost::json::serialize(answer.output());
      EXPECT_EQ(answer.error()->type, refusal.type);
      EXPECT_EQ(answer.error()->message, refusal.message);
      EXPECT_EQ(answer.error()->status, 400);
    }
  }

  Scope scope_{"111122223333", "us-east-1"};
  ManualClock clock_{Timestamp{std::chrono::milliseconds{1'793'527'200'500}}};
  aws::Service service_ = ecs_service({.store = store_, .clock = clock_});
};

}  // namespace epitaph::ecs
