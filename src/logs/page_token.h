#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace epitaph::logs {

/// The opaque nextToken of a listing: it holds the name that the page ended with, and so is good
/// after a restart and on another node. `listing` says of what and in which order, such as
/// "log-groups"; a token of another listing is none.
///   16 hexadecimal digits that check listing and name, then the name in hexadecimal
std::string page_token(std::string_view listing, std::string_view name);

/// The name; nullopt when `token` is not what page_token() made for this listing.
std::optional<std::string> parse_page_token(std::string_view listing, std::string_view token);

}  // namespace epitaph::logs
