#pragma once
#include <cstring>
#include <string_view>

namespace epitaph::logs {

/// Compares the names of members where they stand in a JSON text, escaped or not, without decoding
/// them to anywhere. Points into the text, which must be one whose strings all end.
class KeyReader {
 public:
  explicit KeyReader(std::string_view json)
      : end_(json.data() + json.size()), has_escapes_(json.find('\\') != std::string_view::npos) {}

  /// Whether the name that begins at `key`, behind its opening quote, is `name`. `is_plain`: the
  /// name holds nothing that JSON has to escape.
  bool is(const char* key, std::string_view name, bool is_plain) const {
    const auto rest = static_cast<std::size_t>(end_ - key);
    const bool is_same = is_plain && name.size() < rest &&
                         std::memcmp(key, name.data(), name.size()) == 0 && key[name.size()] == '"';
    return is_same || (has_escapes_ && is_escaped(key, name));
  }

 private:
  bool is_escaped(const char* key, std::string_view name) const;

  const char* end_;
  bool has_escapes_;
};

}  // namespace epitaph::logs
