#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "events/bus.h"

namespace epitaph::events {

// The policy of an event bus, as JSON text; empty where there is none. Pure.
// Source: reference eventbridge.md, 11.

/// A policy may have this many characters.
constexpr std::size_t kBusPolicyLengthMax = 10'240;

/// What PutPermission says.
struct Permission {
  std::string_view statement_id;
  std::string_view principal;  ///< twelve digits, or `*`
  std::string_view action;
  struct Condition {
    std::string_view type, key, value;
  };
  std::optional<Condition> condition;
};

/// `policy` with the statement; one of the same id is replaced.
std::string with_permission(std::string_view policy, const Permission& permission,
                            const BusAddress& bus);

/// `policy` without the statement of this id, empty when it was the last; nullopt when it has none
/// such.
std::optional<std::string> without_statement(std::string_view policy,
                                             std::string_view statement_id);

/// Whether the text can be a policy: a JSON object.
bool is_policy(std::string_view text);

}  // namespace epitaph::events
