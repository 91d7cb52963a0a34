#include "logs/insights/commands/extractor.h"

#include <algorithm>

#include "logs/insights/commands/logfmt.h"

namespace epitaph::logs::insights {
namespace {

class GlobExtractor final : public Extractor {
 public:
  explicit GlobExtractor(GlobPattern pattern) : pattern_(std::move(pattern)) {}

  bool extract(std::string_view text, std::size_t&, std::vector<Value>& values) const override {
    std::vector<std::string_view> runs;
    if (!pattern_.match(text, runs)) return false;
    for (const auto run : runs) values.push_back(Value::text(std::string{run}));
    return true;
  }

 private:
  const GlobPattern pattern_;
};

class RegexExtractor final : public Extractor {
 public:
  RegexExtractor(Regex regex, std::vector<int> groups)
      : regex_(std::move(regex)), groups_(std::move(groups)) {}

  bool extract(std::string_view text, std::size_t& at, std::vector<Value>& values) const override {
    if (at > text.size()) return false;
    std::vector<re2::StringPiece> hits(static_cast<std::size_t>(std::ranges::max(groups_)) + 1);
    if (!regex_->Match({text.data(), text.size()}, at, text.size(), re2::RE2::UNANCHORED,
                       hits.data(), static_cast<int>(hits.size()))) {
      return false;
    }
    for (const int group : groups_) {
      const auto& hit = hits[static_cast<std::size_t>(group)];
      values.push_back(hit.data() == nullptr ? Value{}
                                             : Value::text(std::string{hit.data(), hit.size()}));
    }
    const auto end = static_cast<std::size_t>(hits[0].data() - text.data()) + hits[0].size();
    // A hit of nothing would be found again for ever.
    at = hits[0].empty() ? end + 1 : end;
    return true;
  }

 private:
  const Regex regex_;
  const std::vector<int> groups_;
};

class LogfmtExtractor final : public Extractor {
 public:
  bool extract(std::string_view text, std::size_t&, std::vector<Value>& values) const override {
    boost::json::object map;
    for (auto& [key, value] : read_logfmt(text))
      map.insert_or_assign(key, boost::json::string(value));
    if (map.empty()) return false;
    values.push_back(Value::document(std::move(map)));
    return true;
  }
};

class CsvExtractor final : public Extractor {
 public:
  explicit CsvExtractor(std::size_t names) : names_(names) {}

  bool extract(std::string_view text, std::size_t&, std::vector<Value>& values) const override {
    for (auto& field : read_csv_line(text)) {
      if (values.size() == names_) break;
      values.push_back(Value::text(std::move(field)));
    }
    values.resize(names_);
    return true;
  }

 private:
  const std::size_t names_;
};

class XmlExtractor final : public Extractor {
 public:
  explicit XmlExtractor(XmlPath path) : path_(std::move(path)) {}

  bool extract(std::string_view text, std::size_t&, std::vector<Value>& values) const override {
    auto found = path_.find(text);
    if (!found) return false;
    values.push_back(Value::text(std::move(*found)));
    return true;
  }

 private:
  const XmlPath path_;
};

}  // namespace

std::unique_ptr<Extractor> glob_extractor(GlobPattern pattern) {
  return std::make_unique<GlobExtractor>(std::move(pattern));
}
std::unique_ptr<Extractor> regex_extractor(Regex regex, std::vector<int> groups) {
  return std::make_unique<RegexExtractor>(std::move(regex), std::move(groups));
}
std::unique_ptr<Extractor> logfmt_extractor() { return std::make_unique<LogfmtExtractor>(); }
std::unique_ptr<Extractor> csv_extractor(std::size_t names) {
  return std::make_unique<CsvExtractor>(names);
}
std::unique_ptr<Extractor> xml_extractor(XmlPath path) {
  return std::make_unique<XmlExtractor>(std::move(path));
}

}  // namespace epitaph::logs::insights
