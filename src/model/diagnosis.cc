#include "model/diagnosis.h"

namespace epitaph {

std::string_view to_string(StopKind kind) {
  switch (kind) {
    case StopKind::kNormal:
      return "normal";
    case StopKind::kDisruption:
      return "disruption";
    case StopKind::kFailure:
      return "failure";
    case StopKind::kUnknown:
      break;
  }
  return "unknown";
}

std::string_view to_string(Confidence confidence) {
  switch (confidence) {
    case Confidence::kCertain:
      return "certain";
    case Confidence::kLikely:
      return "likely";
    case Confidence::kPossible:
      break;
  }
  return "possible";
}

boost::json::object to_json(const LogLocation& logs) {
  boost::json::object object{{"container", logs.container}};
  const auto add = [&object](std::string_view key, const std::string& text) {
    if (!text.empty()) object[key] = text;
  };
  add("group", logs.group);
  add("stream", logs.stream);
  add("region", logs.region);
  add("url", logs.url);
  return object;
}

boost::json::object to_json(const Diagnosis& diagnosis) {
  boost::json::array evidence;
  for (const auto& [path, value] : diagnosis.evidence) {
    evidence.push_back({{"path", path}, {"value", value}});
  }
  boost::json::value container;
  if (diagnosis.container) container = *diagnosis.container;
  boost::json::value logs;
  if (diagnosis.logs) logs = to_json(*diagnosis.logs);
  return {{"cause", diagnosis.cause},
          {"kind", to_string(diagnosis.kind)},
          {"confidence", to_string(diagnosis.confidence)},
          {"container", std::move(container)},
          {"headline", diagnosis.headline},
          {"evidence", std::move(evidence)},
          {"checks", boost::json::array(diagnosis.checks.begin(), diagnosis.checks.end())},
          {"link", diagnosis.link},
          {"logs", std::move(logs)},
          {"catalogueVersion", diagnosis.catalogue_version}};
}

}  // namespace epitaph
