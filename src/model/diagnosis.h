#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

namespace epitaph {

/// What sort of stop it was, for colours, alerts and `--fail-on`. Source: reference ecs.md, 5.
enum class StopKind { kNormal, kDisruption, kFailure, kUnknown };

/// How sure: a text or code names the cause; text, exit code and times allow one sensible reading;
/// inferred from an exit code alone.
enum class Confidence { kCertain, kLikely, kPossible };

std::string_view to_string(StopKind kind);
std::string_view to_string(Confidence confidence);

/// A field of the task that the diagnosis rests on.
struct Evidence {
  std::string path;   ///< as in the event, `stoppedReason` or `containers[1].exitCode`
  std::string value;  ///< its text; numbers as written
};

/// Where the log of a container is, as far as it is known.
struct LogLocation {
  std::string container;
  std::string group;   ///< of CloudWatch Logs; empty when the log goes elsewhere
  std::string stream;  ///< empty when only the group is known
  std::string region;  ///< of the group
  std::string url;     ///< for a browser: the stream in AWS's console, or what a template makes
};

/// {"container", "group", "stream", "region", "url"}, empty texts left out.
boost::json::object to_json(const LogLocation& logs);

/// Why a task stopped.
struct Diagnosis {
  std::string cause;  ///< the class name of reference ecs.md section 5, `out-of-memory`
  StopKind kind = StopKind::kUnknown;
  Confidence confidence = Confidence::kPossible;
  std::optional<std::string> container;  ///< the one at fault, if one is
  std::string headline;                  ///< one sentence for a tired person
  std::vector<Evidence> evidence;
  std::vector<std::string> checks;  ///< what to look at next, in order
  std::string link;                 ///< AWS's page
  std::optional<LogLocation> logs;  ///< of the container at fault, or of the only application
  std::string catalogue_version;
};

/// {"cause", "kind", "confidence", "container", "headline", "evidence": [{"path", "value"}],
///  "checks", "link", "logs", "catalogueVersion"}; `container` is null when none is at fault.
/// `logs` is null where nothing is known of a log.
boost::json::object to_json(const Diagnosis& diagnosis);

}  // namespace epitaph
