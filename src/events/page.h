#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "aws/error.h"
#include "aws/operation.h"

namespace epitaph::events {

/// One page of a list that is sorted by names, as `Limit` and `NextToken` of a call ask for it.
/// Offer every item in order; the page says which are on it.
///
/// A token holds the last name of the page before and is bound to its list, so items that come or
/// go in between are neither shown twice nor passed over, and a token of another list is refused.
class Page {
 public:
  /// `list` says which list it is, what it is filtered by included.
  /// Errors: ValidationException for a token that was never given out for it.
  static aws::Outcome<Page> of(const aws::Call& call, std::string list);

  bool takes(std::string_view name);
  /// Adds NextToken when an item was left for the next page.
  void finish(boost::json::object& output) const;

 private:
  Page(std::string list, std::size_t limit) : list_(std::move(list)), limit_(limit) {}
  std::string token_after(std::string_view name) const;

  std::string list_;
  std::size_t limit_;
  std::size_t taken_ = 0;
  std::string last_;  // the last name on this page, and to begin with of the one before
  bool has_more_ = false;
};

}  // namespace epitaph::events
