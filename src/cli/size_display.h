#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace epitaph::cli {

/// 12,345
std::string grouped(std::uint64_t number);

/// `17 B`, `2.5 KB`, `310 MB`, `1.2 TB`, in thousands, to two digits or three.
std::string size_text(std::uint64_t bytes);
/// The same of digits as an answer has them; anything else comes back as it is.
std::string size_text(std::string_view bytes);

}  // namespace epitaph::cli
