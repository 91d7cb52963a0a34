#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/error.h"
#include "aws/operation.h"
#include "aws/shape.h"

namespace epitaph::ecs {

/// What a List operation that pages takes: `maxResults`, from 1 to 100, and `nextToken`.
const aws::Shape& max_results_shape();
const aws::Shape& next_token_shape();

/// One page of a list of keys, as `maxResults` and `nextToken` of a call ask for it.
struct ListPage {
  std::vector<std::string> keys;
  std::optional<std::string> next_token;  ///< absent on the last page

  /// Adds `nextToken` where there is one.
  void finish(boost::json::object& output) const;
};

/// A token is opaque, holds where the page before ended, and is bound to `listing` (which list it
/// is, what it is filtered by included): so what comes or goes in between is neither shown twice
/// nor passed over, and it is good after a restart.
std::string list_token(std::string_view listing, std::string_view last);
/// Where the page before ended; nullopt for the first page.
/// Errors: InvalidParameterException for a token that was never given out for this list.
aws::Outcome<std::optional<std::string>> token_of(const aws::Call& call, std::string_view listing);

/// The call's `maxResults`, or `otherwise`.
std::size_t max_results_of(const aws::Call& call, std::size_t otherwise = 100);

/// The page of `keys`, which are sorted, `descending` or not. Errors: those of token_of().
aws::Outcome<ListPage> page_of(const aws::Call& call, std::string_view listing,
                               std::vector<std::string> keys, std::size_t max_results,
                               bool descending = false);

}  // namespace epitaph::ecs
