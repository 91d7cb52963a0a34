#pragma once
#include <string>
#include <string_view>

namespace epitaph::aws {

/// `text` as the content of an element: markup escaped, and U+FFFD in the place of what XML 1.0
/// cannot hold at all (most control characters). UTF-8.
std::string xml_text(std::string_view text);

/// `<name>content</name>`. `content` is XML, so a text goes through xml_text() first.
std::string xml_element(std::string_view name, std::string_view content);

}  // namespace epitaph::aws
