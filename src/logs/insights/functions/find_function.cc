#include <string>
#include <unordered_map>

#include "logs/insights/functions/families.h"

namespace epitaph::logs::insights {
namespace {

std::string lower_name(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return lower;
}

std::unordered_map<std::string, const Function*> functions_by_name() {
  std::unordered_map<std::string, const Function*> found;
  for (const auto family :
       {numeric_functions(), text_functions(), encoding_functions(), general_functions(),
        json_functions(), time_functions(), ip_functions()}) {
    for (const Function& function : family) found.emplace(lower_name(function.name), &function);
  }
  return found;
}

}  // namespace

const Function* find_function(std::string_view name) {
  static const auto kFunctions = functions_by_name();
  const auto found = kFunctions.find(lower_name(name));
  return found == kFunctions.end() ? nullptr : found->second;
}

}  // namespace epitaph::logs::insights
