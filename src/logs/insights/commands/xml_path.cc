#include "logs/insights/commands/xml_path.h"

#include <array>
#include <charconv>
#include <cstring>

#include <fmt/format.h>

#include "base/ascii.h"

namespace epitaph::logs::insights {
namespace {

bool is_xml_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_xml_name(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || is_alphanumeric(c) || c == '_' || c == '-' ||
         c == '.' || c == ':';
}

std::string_view take_xml_name(std::string_view& rest) {
  std::size_t end = 0;
  while (end < rest.size() && is_xml_name(rest[end])) ++end;
  const auto name = rest.substr(0, end);
  rest.remove_prefix(end);
  return name;
}

Error bad_xml_path(std::string_view path) {
  return {ErrorKind::kInvalid, fmt::format("'{}' is no XPath that can be followed here", path)};
}

void add_utf8(std::string& text, std::uint32_t point) {
  if (point < 0x80) {
    text += static_cast<char>(point);
  } else if (point < 0x800) {
    text += static_cast<char>(0xC0 | point >> 6);
    text += static_cast<char>(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    text += static_cast<char>(0xE0 | point >> 12);
    text += static_cast<char>(0x80 | (point >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (point & 0x3F));
  } else {
    text += static_cast<char>(0xF0 | point >> 18);
    text += static_cast<char>(0x80 | (point >> 12 & 0x3F));
    text += static_cast<char>(0x80 | (point >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (point & 0x3F));
  }
}

/// Adds what the entity `name` stands for; false when it is none that XML has by itself.
bool add_entity(std::string& text, std::string_view name) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kNamed = {
      {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}}};
  for (const auto& [known, c] : kNamed) {
    if (name != known) continue;
    text += c;
    return true;
  }
  if (!name.starts_with('#')) return false;
  name.remove_prefix(1);
  const bool hex = name.starts_with('x');
  if (hex) name.remove_prefix(1);
  std::uint32_t point = 0;
  const auto read = std::from_chars(name.data(), name.data() + name.size(), point, hex ? 16 : 10);
  if (name.empty() || read.ptr != name.data() + name.size() || point == 0 || point > 0x10FFFF) {
    return false;
  }
  add_utf8(text, point);
  return true;
}

/// Adds character data with its entities resolved; one that is not known stays as it is written.
void add_xml_text(std::string& text, std::string_view raw) {
  constexpr std::size_t kEntityLengthMax = 10;
  while (!raw.empty()) {
    const std::size_t amp = raw.find('&');
    text += raw.substr(0, amp);
    if (amp == std::string_view::npos) return;
    raw.remove_prefix(amp + 1);
    const std::size_t end = raw.substr(0, kEntityLengthMax).find(';');
    if (end != std::string_view::npos && add_entity(text, raw.substr(0, end))) {
      raw.remove_prefix(end + 1);
    } else {
      text += '&';
    }
  }
}

}  // namespace

Result<XmlPath> XmlPath::compile(std::string_view path) {
  XmlPath compiled;
  std::string_view rest = path;
  for (bool first = true; first || !rest.empty(); first = false) {
    Step step{.anywhere = first && !rest.starts_with('/')};
    if (!step.anywhere) {
      if (!rest.starts_with('/')) return bad_xml_path(path);
      rest.remove_prefix(1);
      if (rest.starts_with('/')) {
        rest.remove_prefix(1);
        step.anywhere = true;
      }
    }
    if (!first && rest == "text()") break;
    if (!first && !step.anywhere && rest.starts_with('@')) {
      rest.remove_prefix(1);
      compiled.attribute_ = take_xml_name(rest);
      if (compiled.attribute_.empty() || !rest.empty()) return bad_xml_path(path);
      break;
    }
    if (rest.starts_with('*')) {
      step.name = "*";
      rest.remove_prefix(1);
    } else {
      step.name = take_xml_name(rest);
    }
    if (rest.starts_with('[')) {
      const char* const end = rest.data() + rest.size();
      const auto read = std::from_chars(rest.data() + 1, end, step.index);
      if (step.index == 0 || read.ptr == end || *read.ptr != ']') return bad_xml_path(path);
      rest.remove_prefix(static_cast<std::size_t>(read.ptr - rest.data()) + 1);
    }
    if (step.name.empty() || compiled.steps_.size() == kStepsMax) return bad_xml_path(path);
    compiled.steps_.push_back(std::move(step));
  }
  return compiled;
}

/// One pass over a document, with the places in the path that each open element has reached.
class XmlWalk {
 public:
  XmlWalk(const XmlPath& path, std::string_view xml) : path_(path), rest_(xml) {
    open_.emplace_back();
  }

  std::optional<std::string> find() {
    while (!rest_.empty()) {
      const std::size_t tag = rest_.find('<');
      if (inside_ > 0) add_xml_text(found_, rest_.substr(0, tag));
      if (tag == std::string_view::npos) return std::nullopt;
      rest_.remove_prefix(tag + 1);
      if (!read_markup()) return std::nullopt;
      if (done_) return std::move(found_);
    }
    return std::nullopt;
  }

 private:
  /// Which steps of the path an open element stands behind, as bits, and how many children of it
  /// each step has seen.
  struct Open {
    std::uint64_t reached = 1;
    std::array<std::uint32_t, XmlPath::kStepsMax> seen{};
  };

  bool skip_to(std::string_view end) {
    const std::size_t at = rest_.find(end);
    if (at == std::string_view::npos) return false;
    rest_.remove_prefix(at + end.size());
    return true;
  }

  bool read_markup() {
    if (rest_.starts_with("!--")) return skip_to("-->");
    if (rest_.starts_with("![CDATA[")) return read_cdata();
    if (rest_.starts_with('?')) return skip_to("?>");
    if (rest_.starts_with('!')) return skip_to(">");
    if (rest_.starts_with('/')) return close();
    return open();
  }

  bool read_cdata() {
    rest_.remove_prefix(std::strlen("![CDATA["));
    const std::size_t end = rest_.find("]]>");
    if (inside_ > 0) found_ += rest_.substr(0, end);
    return skip_to("]]>");
  }

  bool close() {
    if (inside_ > 0 && --inside_ == 0) done_ = true;
    if (unlisted_ > 0) {
      --unlisted_;
    } else if (open_.size() > 1) {
      open_.pop_back();
    } else {
      return false;
    }
    return skip_to(">");
  }

  bool open() {
    const auto name = take_xml_name(rest_);
    if (name.empty()) return false;
    const bool here = inside_ == 0 && enter(name);
    bool empty = false;
    if (!read_attributes(here, empty)) return false;
    if (done_) return true;
    if (inside_ > 0) {
      // What is inside the element that was found needs no entry of its own.
      ++inside_;
      ++unlisted_;
    } else if (here && path_.attribute_.empty()) {
      inside_ = 1;
    }
    return empty ? close_empty() : true;
  }

  /// As for `<a></a>`, with nothing left to be read.
  bool close_empty() {
    if (inside_ > 0 && --inside_ == 0) done_ = true;
    if (unlisted_ > 0) {
      --unlisted_;
    } else {
      open_.pop_back();
    }
    return true;
  }

  /// Opens an element below the one that is open, and says whether the path ends with it.
  bool enter(std::string_view name) {
    if (unlisted_ > 0 || open_.size() > XmlPath::kDepthMax) {
      ++unlisted_;
      return false;
    }
    Open child{.reached = 0};
    Open& parent = open_.back();
    for (std::size_t i = 0; i < path_.steps_.size(); ++i) {
      if ((parent.reached >> i & 1) == 0) continue;
      const auto& step = path_.steps_[i];
      if (step.anywhere) child.reached |= std::uint64_t{1} << i;
      if (step.name != "*" && step.name != name) continue;
      if (step.index != 0 && ++parent.seen[i] != step.index) continue;
      child.reached |= std::uint64_t{1} << (i + 1);
    }
    const bool ends = (child.reached >> path_.steps_.size() & 1) != 0;
    open_.push_back(child);
    return ends;
  }

  /// Reads on to behind the tag's `>`. With `here`, an attribute that is looked for is the answer.
  bool read_attributes(bool here, bool& empty) {
    for (;;) {
      while (!rest_.empty() && is_xml_blank(rest_.front())) rest_.remove_prefix(1);
      if (rest_.empty()) return false;
      if (rest_.front() == '>') {
        rest_.remove_prefix(1);
        return true;
      }
      if (rest_.starts_with("/>")) {
        rest_.remove_prefix(2);
        empty = true;
        return true;
      }
      if (!read_attribute(here)) return false;
      if (done_) return true;
    }
  }

  bool read_attribute(bool here) {
    const auto name = take_xml_name(rest_);
    while (!rest_.empty() && is_xml_blank(rest_.front())) rest_.remove_prefix(1);
    if (name.empty() || !rest_.starts_with('=')) return false;
    rest_.remove_prefix(1);
    while (!rest_.empty() && is_xml_blank(rest_.front())) rest_.remove_prefix(1);
    if (rest_.empty() || (rest_.front() != '"' && rest_.front() != '\'')) return false;
    const char quote = rest_.front();
    rest_.remove_prefix(1);
    const std::size_t end = rest_.find(quote);
    if (end == std::string_view::npos) return false;
    if (here && !path_.attribute_.empty() && name == path_.attribute_) {
      add_xml_text(found_, rest_.substr(0, end));
      done_ = true;
    }
    rest_.remove_prefix(end + 1);
    return true;
  }

  const XmlPath& path_;
  std::string_view rest_;
  std::vector<Open> open_;    // the document, then the open elements
  std::size_t unlisted_ = 0;  // open elements that have no entry there
  std::size_t inside_ = 0;    // how many are open from the element that was found on
  bool done_ = false;
  std::string found_;
};

std::optional<std::string> XmlPath::find(std::string_view xml) const {
  return XmlWalk{*this, xml}.find();
}

}  // namespace epitaph::logs::insights
