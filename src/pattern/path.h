// src/pattern/path.h
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace epitaph::pattern {

/// The path of a field is the keys that lead to it, joined with dots; arrays add nothing. So a
/// dotted key is the same as nesting: {"a.b": 1} and {"a": {"b": 1}} both have the path "a.b".
class Path {
 public:
  void push(std::string_view key);
  void pop();
  const std::string& joined() const { return joined_; }

 private:
  std::string joined_;
  std::vector<std::size_t> ends_;  // how long it was before each key
};

/// The order in which AWS judges the fields of a pattern: by the UTF-16 units of their paths, which
/// differs from the order of UTF-8 bytes where a character beyond U+FFFF meets one just below.
struct PathLess {
  bool operator()(std::string_view a, std::string_view b) const;
};

}  // namespace epitaph::pattern
