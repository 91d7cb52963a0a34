#pragma once
#include <string>
#include <string_view>

#include "aws/operation.h"

namespace epitaph::events {

/// What a list of archives or replays is narrowed to: State, EventSourceArn or NamePrefix, at most
/// one of them. Points into the call.
struct ListFilter {
  std::string_view state, event_source_arn, name_prefix;  ///< empty: any

  /// Errors: ValidationException that names `operation`, when the call has two.
  static aws::Outcome<ListFilter> of(const aws::Call& call, std::string_view operation);

  bool accepts(std::string_view name, std::string_view item_state,
               std::string_view source_arn) const {
    return name.starts_with(name_prefix) && (state.empty() || state == item_state) &&
           (event_source_arn.empty() || event_source_arn == source_arn);
  }

  /// Tells lists apart, for the tokens of their pages.
  std::string text() const;
};

}  // namespace epitaph::events
