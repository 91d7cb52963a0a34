#include "cli/settings.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "base/time_text.h"

namespace epitaph::cli {
namespace {

std::string environment_name(std::string_view name) {
  std::string out = "EPITAPH_";
  for (const char c : name) {
    out += c == '.' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  return out;
}

/// A TOML value as the text that the other sources would give; nullopt for tables, times and so on.
std::optional<std::string> text_of(const toml::node& node) {
  if (const auto text = node.value_exact<std::string>()) return text;
  if (const auto number = node.value_exact<std::int64_t>()) return std::to_string(*number);
  if (const auto flag = node.value_exact<bool>()) return *flag ? "true" : "false";
  const auto* items = node.as_array();
  if (!items) return std::nullopt;
  std::string joined;
  for (const auto& item : *items) {
    const auto text = item.value_exact<std::string>();
    if (!text) return std::nullopt;
    joined += (joined.empty() ? "" : ",") + *text;
  }
  return joined;
}

std::string toml_value(const Setting& setting) {
  if (!setting.quoted) return setting.value;
  std::string out = "\"";
  for (const char c : setting.value) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace

Settings::Settings(std::vector<Setting> settings) {
  for (auto& setting : settings) settings_.push_back({std::move(setting)});
}

Settings::Held* Settings::find(std::string_view name) {
  const auto found = std::ranges::find(
      settings_, name, [](const Held& held) { return std::string_view{held.setting.name}; });
  return found == settings_.end() ? nullptr : &*found;
}

const Settings::Held& Settings::at(std::string_view name) const {
  const auto* held = const_cast<Settings*>(this)->find(name);
  if (!held) throw std::logic_error(fmt::format("there is no setting {}", name));
  return *held;
}

Status Settings::read_file(const std::string& path) {
  if (!std::filesystem::is_regular_file(path)) {
    return Error{ErrorKind::kNotFound, fmt::format("there is no configuration file {}", path)};
  }
  try {
    const auto root = toml::parse_file(path);
    for (const auto& [section, content] : root) {
      const auto* table = content.as_table();
      if (!table)
        return Error{ErrorKind::kInvalid,
                     fmt::format("{}: {} belongs into a [section]", path, section.str())};
      for (const auto& [key, node] : *table) {
        const auto name = fmt::format("{}.{}", section.str(), key.str());
        auto* held = find(name);
        if (!held)
          return Error{ErrorKind::kInvalid, fmt::format("{}:{}: there is no setting {}", path,
                                                        node.source().begin.line, name)};
        auto text = text_of(node);
        if (!text)
          return Error{ErrorKind::kInvalid, fmt::format("{}:{}: {} is of a wrong type", path,
                                                        node.source().begin.line, name)};
        held->setting.value = *std::move(text);
        held->source = path;
      }
    }
  } catch (const toml::parse_error& fault) {
    return Error{ErrorKind::kInvalid,
                 fmt::format("{}:{}: {}", path, fault.source().begin.line, fault.description())};
  }
  return Done{};
}

void Settings::read_environment() {
  for (auto& held : settings_) {
    const auto name = environment_name(held.setting.name);
    const char* value = std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): no threads yet
    if (value == nullptr) continue;
    held.setting.value = value;
    held.source = name;
  }
}

void Settings::set_flag(std::string_view name, std::string value, std::string_view flag) {
  (void)at(name);
  auto* held = find(name);
  held->setting.value = std::move(value);
  held->source = flag;
}

const std::string& Settings::text(std::string_view name) const { return at(name).setting.value; }

std::vector<std::string> Settings::list(std::string_view name) const {
  std::vector<std::string> items;
  std::string_view rest = text(name);
  while (!rest.empty()) {
    const auto comma = std::min(rest.find(','), rest.size());
    auto item = rest.substr(0, comma);
    while (item.starts_with(' ')) item.remove_prefix(1);
    while (item.ends_with(' ')) item.remove_suffix(1);
    if (!item.empty()) items.emplace_back(item);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return items;
}

Error Settings::invalid(std::string_view name, std::string_view wants) const {
  const auto& [setting, source] = at(name);
  return {ErrorKind::kInvalid,
          fmt::format("{} must be {}, not `{}` ({})", name, wants, setting.value, source)};
}

Result<bool> Settings::flag(std::string_view name) const {
  const auto& value = text(name);
  if (value == "true") return true;
  if (value == "false") return false;
  return invalid(name, "true or false");
}

Result<std::int64_t> Settings::number(std::string_view name, std::int64_t min,
                                      std::int64_t max) const {
  const auto& value = text(name);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size() || number < min || number > max) {
    return invalid(name, fmt::format("a whole number from {} to {}", min, max));
  }
  return number;
}

Result<std::chrono::minutes> Settings::span(std::string_view name) const {
  const auto span = parse_duration(text(name));
  if (!span || *span < std::chrono::minutes{1}) {
    return invalid(name, "a span of a minute or more, such as 15m or 1d");
  }
  return std::chrono::floor<std::chrono::minutes>(*span);
}

std::string Settings::print() const {
  std::string out;
  std::string section;
  for (const auto& [setting, source] : settings_) {
    const auto dot = setting.name.find('.');
    if (const auto own = setting.name.substr(0, dot); own != section) {
      out += fmt::format("{}[{}]\n", section.empty() ? "" : "\n", own);
      section = own;
    }
    out += fmt::format("# {}\n{} = {}  # {}\n", setting.help, setting.name.substr(dot + 1),
                       toml_value(setting), source);
  }
  return out;
}

}  // namespace epitaph::cli
