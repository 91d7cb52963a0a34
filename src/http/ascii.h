#pragma once
#include <string>
#include <string_view>

namespace epitaph::http {

/// Letter case as HTTP means it: of ASCII letters only, whatever the locale.
char lower(char c) noexcept;
std::string lower(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept;

}  // namespace epitaph::http
