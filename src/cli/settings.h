#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace epitaph::cli {

/// One key of the configuration, `section.key`.
struct Setting {
  std::string name;
  std::string value;   ///< the default; lists are separated by commas
  bool quoted = true;  ///< a text in TOML, not a number or boolean
  std::string help;
};

/// The settings and where the value of each comes from. Later sources win: default, file,
/// environment (`EPITAPH_SECTION_KEY`), flag.
class Settings {
 public:
  explicit Settings(std::vector<Setting> settings);

  /// Reads a TOML file. Errors: kInvalid for bad TOML (with its line) and for a key that there is
  /// not; kNotFound when there is no such file.
  Status read_file(const std::string& path);
  /// Reads this process's environment. Call before any thread is started.
  void read_environment();
  /// Takes what a flag said. The name must be one of the settings: else it throws.
  void set_flag(std::string_view name, std::string value, std::string_view flag);

  /// The name must be one of the settings: else it throws.
  const std::string& text(std::string_view name) const;
  std::vector<std::string> list(std::string_view name) const;
  /// Every error of a value names where the value came from: the file, the variable or the flag.
  Error invalid(std::string_view name, std::string_view wants) const;

  /// Errors: kInvalid unless it is `true` or `false`.
  Result<bool> flag(std::string_view name) const;
  /// Errors: kInvalid unless it is a whole number of that range.
  Result<std::int64_t> number(std::string_view name, std::int64_t min, std::int64_t max) const;
  /// A span of time such as `15m`. Errors: kInvalid unless it is one of a minute or more.
  Result<std::chrono::minutes> span(std::string_view name) const;

  /// The whole configuration as TOML, each line with a comment that says where it came from.
  std::string print() const;

 private:
  struct Held {
    Setting setting;
    std::string source = "default";
  };
  Held* find(std::string_view name);
  const Held& at(std::string_view name) const;

  std::vector<Held> settings_;
};

}  // namespace epitaph::cli
