#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "logs/insights/commands/glob_pattern.h"
#include "logs/insights/commands/xml_path.h"
#include "logs/insights/regex.h"
#include "logs/insights/value.h"

namespace epitaph::logs::insights {

/// How a mode of `parse` finds values in a text. Immutable: any number of threads may use one.
class Extractor {
 public:
  virtual ~Extractor() = default;
  /// Puts the values of the first hit at or behind `at` into `values`, one for each name, and moves
  /// `at` behind it. False, and nothing is put, when there is none.
  virtual bool extract(std::string_view text, std::size_t& at,
                       std::vector<Value>& values) const = 0;
};

/// `"user=*, took *"`: a value for each star.
std::unique_ptr<Extractor> glob_extractor(GlobPattern pattern);
/// The groups with these numbers; one that took no part in the hit has no value.
std::unique_ptr<Extractor> regex_extractor(Regex regex, std::vector<int> groups);
/// One value: the pairs as a map of texts.
std::unique_ptr<Extractor> logfmt_extractor();
/// The first `names` fields; a line that has fewer lacks the last ones.
std::unique_ptr<Extractor> csv_extractor(std::size_t names);
std::unique_ptr<Extractor> xml_extractor(XmlPath path);

}  // namespace epitaph::logs::insights
