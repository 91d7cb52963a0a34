#include <array>
#include <string>

#include "logs/insights/cursor.h"
#include "logs/insights/functions/families.h"

namespace epitaph::logs::insights {
namespace {

Value call_ispresent(const Arguments& arguments) { return Value::boolean(!arguments[0].absent()); }

Value call_is_numeric(const Arguments& arguments) {
  return Value::boolean(arguments[0].to_number().has_value());
}

Value call_coalesce(const Arguments& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    Value value = arguments[i];
    if (!value.absent()) return value;
  }
  return {};
}

Value call_if(const Arguments& arguments) { return arguments[arguments[0].truth() ? 1 : 2]; }

// case(c1, v1, c2, v2, …, [default])
Value call_case(const Arguments& arguments) {
  std::size_t i = 0;
  for (; i + 1 < arguments.size(); i += 2) {
    if (arguments[i].truth()) return arguments[i + 1];
  }
  return i < arguments.size() ? arguments[i] : Value{};
}

// Nothing is masked here.
Value call_unmask(const Arguments& arguments) { return arguments[0]; }

// Bytes of what is given, of the event's message where nothing is.
Value call_message_size(const Arguments& arguments) {
  const Value value = arguments[0];
  if (value.absent()) return {};
  std::string scratch;
  return Value::number(static_cast<double>(value.to_text(scratch).size()));
}
Parsed<Done> prepare_message_size(Call& call, Cursor& cursor, Span name) {
  if (!call.arguments.empty()) return Done{};
  EPITAPH_TRY(slot, cursor.scope().use_column("@message", name));
  call.arguments.push_back({.node = FieldUse{slot}, .span = name});
  return Done{};
}

// Milliseconds, all three.
Value call_query_start_time(const Arguments& arguments) {
  return Value::number(arguments.context().start_ms);
}
Value call_query_end_time(const Arguments& arguments) {
  return Value::number(arguments.context().end_ms);
}
Value call_query_time_range(const Arguments& arguments) {
  return Value::number(arguments.context().end_ms - arguments.context().start_ms);
}

constexpr std::array kGeneralFunctions = {
    Function{.name = "ispresent", .call = call_ispresent, .takes_documents = true},
    Function{.name = "isNumeric", .call = call_is_numeric},
    Function{.name = "coalesce",
             .arguments_max = kManyArguments,
             .call = call_coalesce,
             .takes_documents = true},
    Function{.name = "if",
             .arguments_min = 3,
             .arguments_max = 3,
             .call = call_if,
             .takes_documents = true},
    Function{.name = "case",
             .arguments_min = 2,
             .arguments_max = kManyArguments,
             .call = call_case,
             .takes_documents = true},
    Function{.name = "messageSize",
             .arguments_min = 0,
             .call = call_message_size,
             .prepare = prepare_message_size},
    Function{.name = "unmask", .call = call_unmask, .takes_documents = true},
    Function{.name = "queryStartTime",
             .arguments_min = 0,
             .arguments_max = 0,
             .call = call_query_start_time},
    Function{.name = "queryEndTime",
             .arguments_min = 0,
             .arguments_max = 0,
             .call = call_query_end_time},
    Function{.name = "queryTimeRange",
             .arguments_min = 0,
             .arguments_max = 0,
             .call = call_query_time_range},
};

}  // namespace

std::span<const Function> general_functions() { return kGeneralFunctions; }

}  // namespace epitaph::logs::insights
