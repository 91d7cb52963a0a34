#pragma once
#include <span>

#include "logs/insights/function.h"

namespace epitaph::logs::insights {

// The families of functions, a file each. Source: reference cloudwatch-logs.md, 5.3.
std::span<const Function> numeric_functions();
std::span<const Function> text_functions();
std::span<const Function> encoding_functions();
std::span<const Function> general_functions();
std::span<const Function> json_functions();
std::span<const Function> time_functions();
std::span<const Function> ip_functions();

}  // namespace epitaph::logs::insights
