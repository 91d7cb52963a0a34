#pragma once
#include <optional>
#include <string>
#include <vector>

#include "diagnosis/catalogue.h"
#include "diagnosis/context.h"
#include "model/diagnosis.h"
#include "model/task.h"

namespace epitaph::diagnosis {

/// Why `task` stopped, or is stopping; nullopt before anybody or anything asked it to stop. Same
/// task and same catalogue, same diagnosis. No text in it holds the query string of a URL.
/// Pure; any thread may call.
std::optional<Diagnosis> diagnose(const Task& task, const Context& context = {},
                                  const Catalogue& catalogue = Catalogue::built_in());

/// A rule that was asked, and of which cause and step.
struct Attempt {
  std::string cause;
  std::string step;
  std::string rule;
  std::string unmet;  ///< the first condition that does not hold; empty for the rule that matched
};

/// How a diagnosis came about, for `epitaph why --explain`.
struct Explanation {
  Diagnosis diagnosis;
  Attempt matched;
  /// The rules asked before it, in order, none of which held.
  std::vector<Attempt> tried;
};

/// As diagnose(), with the way to it.
std::optional<Explanation> explain(const Task& task, const Context& context = {},
                                   const Catalogue& catalogue = Catalogue::built_in());

/// {"entry": {"cause", "step", "rule"}, "tried": [{"cause", "step", "rule", "unmet"}]}; the
/// diagnosis itself is to_json(Diagnosis).
boost::json::object to_json(const Explanation& explanation);

}  // namespace epitaph::diagnosis
