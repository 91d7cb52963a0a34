#pragma once
#include <string>
#include <string_view>

namespace epitaph::logs::insights {

/// UTF-8 text in capitals or small letters, of every script that has both, one for one (the German
/// sharp s stays). Bytes that are no UTF-8 stay as they are.
std::string upper_case(std::string_view text);
std::string lower_case(std::string_view text);

}  // namespace epitaph::logs::insights
