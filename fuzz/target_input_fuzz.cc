#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "events/json_path.h"
#include "events/target_input.h"

// The first line is a path, the rest a template that has it as its one variable. Neither throws,
// and what is delivered is no longer than an event. An event's own path finds the event.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace epitaph;
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  static const Event kEvent = *parse_event(
      R"({"id":"i","detail-type":"d","source":"s","account":"123456789012","region":"us-east-1",)"
      R"("time":"2024-09-10T14:41:47Z","detail":{"a":[{"b":"\"q\" \\"},[1.0,[]],null],"c-d":{}}})");
  const auto line_end = bytes.find('\n');
  if (line_end == std::string_view::npos) return 0;
  const auto path = bytes.substr(0, line_end);
  const auto text = bytes.substr(line_end + 1);

  if (const auto compiled = events::JsonPath::parse(path)) (void)compiled->find(kEvent.json);
  const Target target{
      .id = "t",
      .arn = "arn:aws:sqs:us-east-1:123456789012:q",
      .json = {{"InputTransformer", {{"InputPathsMap", {{"v", path}}}, {"InputTemplate", text}}}}};
  const auto input = events::target_input(target, kEvent, {});
  if (input && input->size() > events::kTargetInputBytesMax) std::abort();
  return 0;
}
