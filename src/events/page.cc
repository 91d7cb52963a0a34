#include "events/page.h"

#include <fmt/format.h>

#include "aws/input.h"
#include "base/hash.h"

namespace epitaph::events {
namespace {

constexpr std::int64_t kLimitDefault = 100;
constexpr std::size_t kSealDigits = 16;

}  // namespace

// A seal over list and name, then the name: names are letters, digits and `.-_`, which are at home
// in a token.
std::string Page::token_after(std::string_view name) const {
  return fmt::format("{:016x}{}", hash64(fmt::format("{}\n{}", list_, name)), name);
}

aws::Outcome<Page> Page::of(const aws::Call& call, std::string list) {
  const auto limit = aws::optional_number(call.input, "Limit").value_or(kLimitDefault);
  Page page{std::move(list), static_cast<std::size_t>(limit)};
  if (const auto token = aws::optional_text(call.input, "NextToken")) {
    if (token->size() > kSealDigits) page.last_ = token->substr(kSealDigits);
    if (page.last_.empty() || page.token_after(page.last_) != *token) {
      return aws::validation_exception("Parameter NextToken is not valid.");
    }
  }
  return page;
}

bool Page::takes(std::string_view name) {
  if (name <= last_) return false;
  if (taken_ == limit_) {
    has_more_ = true;
    return false;
  }
  ++taken_;
  last_ = name;
  return true;
}

void Page::finish(boost::json::object& output) const {
  if (has_more_) output["NextToken"] = token_after(last_);
}

}  // namespace epitaph::events
