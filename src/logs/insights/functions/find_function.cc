#include <string>
#include <unordered_map>

#include "base/ascii.h"
#include "logs/insights/functions/families.h"

namespace epitaph::logs::insights {
namespace {

std::unordered_map<std::string, const Function*> functions_by_name() {
  std::unordered_map<std::string, const Function*> found;
  for (const auto family :
       {numeric_functions(), text_functions(), encoding_functions(), general_functions(),
        json_functions(), time_functions(), ip_functions()}) {
    for (const Function& function : family) found.emplace(to_lower(function.name), &function);
  }
  return found;
}

}  // namespace

const Function* find_function(std::string_view name) {
  static const auto kFunctions = functions_by_name();
  const auto found = kFunctions.find(to_lower(name));
  return found == kFunctions.end() ? nullptr : found->second;
}

}  // namespace epitaph::logs::insights
