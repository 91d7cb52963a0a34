#include "cli/doctor.h"

#include <memory>

#include <fmt/format.h>

#include "base/time_text.h"
#include "cli/exit_code.h"
#include "cli/options.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

/// A day and a half without any event of ECS is odd where tasks run: scheduled ones run daily.
constexpr std::chrono::hours kSilenceMax{36};
constexpr std::chrono::seconds kClockDriftMax{60};
constexpr std::uint64_t kFreeBytesMin = 1ULL << 30U;

enum class Health { kGood, kDoubtful, kBad };

struct Finding {
  std::string check;
  Health health = Health::kGood;
  std::string says;
  std::string advice{};
};

Finding check_version(const json::value& server) {
  const auto version = text_at(server, "version");
  if (version == EPITAPH_VERSION) return {"version", Health::kGood, version + ", as this command"};
  return {"version", Health::kDoubtful,
          fmt::format("the server is {}, this command {}", version, EPITAPH_VERSION),
          "use the same version of both"};
}

Finding check_clock(const json::value& server, Timestamp now) {
  const auto theirs = parse_rfc3339(text_at(server, "time"));
  const auto drift = theirs ? (*theirs > now ? *theirs - now : now - *theirs) : kClockDriftMax;
  if (theirs && drift < kClockDriftMax)
    return {"clock", Health::kGood, "agrees with this machine's"};
  return {"clock", Health::kBad, "differs from this machine's by " + format_duration(drift),
          "set both by NTP: ages, retention and --since count by the server's clock"};
}

Finding check_data(const json::value& server) {
  const auto path = text_at(server, "data.path");
  const auto* data = server.as_object().if_contains("data");
  const auto* free =
      data && data->is_object() ? data->get_object().if_contains("freeBytes") : nullptr;
  if (!free || free->is_null()) {
    return {"data folder", Health::kDoubtful, path + ", whose free space is not known"};
  }
  const auto bytes = free->to_number<std::uint64_t>();
  const auto says = fmt::format("{}, {:.1f} GB free", path, static_cast<double>(bytes) / 1e9);
  if (bytes >= kFreeBytesMin) return {"data folder", Health::kGood, says};
  return {"data folder", Health::kBad, says, "make room: a full disk refuses every event"};
}

Finding check_rule(const json::value& server) {
  const auto name = text_at(server, "defaultRule.name");
  if (name.empty()) {
    return {"default rule", Health::kDoubtful, "was deleted",
            "nothing to do if that was meant: the ledger keeps every ECS event all the same"};
  }
  if (text_at(server, "defaultRule.state") == "DISABLED") {
    return {"default rule", Health::kDoubtful, name + " is disabled",
            "aws events enable-rule --name " + name + ", or stops reach no log group"};
  }
  return {"default rule", Health::kGood, name + " is there"};
}

Finding check_events(const json::value& server, Timestamp now) {
  const auto last = parse_rfc3339(text_at(server, "lastEvent.time"));
  if (!last) {
    return {"events", Health::kDoubtful, "none of ECS has come yet",
            "point an EventBridge rule at /intake/eventbridge, or epitaph import FILE"};
  }
  const auto says = fmt::format("the last of ECS is of {}, {} ago", format_rfc3339(*last),
                                format_duration(now > *last ? now - *last : now - now));
  if (now - *last < kSilenceMax) return {"events", Health::kGood, says};
  return {"events", Health::kDoubtful, says,
          "see whether the EventBridge rule still matches, and what its dead-letter queue holds"};
}

std::vector<Finding> examine(const Result<json::value>& server, const std::string& url,
                             Timestamp now) {
  if (!server) {
    return {{"server", Health::kBad, server.error().message, "epitaph serve, or name it by --url"}};
  }
  return {{"server", Health::kGood, "answers at " + url},
          check_version(*server),
          check_data(*server),
          check_rule(*server),
          check_events(*server, now),
          check_clock(*server, now)};
}

std::string_view word(Health health) {
  constexpr std::string_view kWords[] = {"ok", "look", "bad"};
  return kWords[static_cast<int>(health)];
}

void print_findings(const std::vector<Finding>& findings, OutputFormat format) {
  std::vector<json::object> items;
  for (const auto& finding : findings) {
    items.push_back({{"check", finding.check},
                     {"result", word(finding.health)},
                     {"says", finding.says},
                     {"advice", finding.advice}});
  }
  const auto coloured_result = [](const json::object& item) {
    const auto result = text_at(item, "result");
    return Cell{result, result == "ok"    ? Colour::kGreen
                        : result == "bad" ? Colour::kRed
                                          : Colour::kYellow};
  };
  const auto plain = [](std::string title, std::string name) {
    return Column{{.title = std::move(title)}, [name = std::move(name)](const json::object& item) {
                    return Cell{text_at(item, name)};
                  }};
  };
  print_list(
      items,
      {{{.title = "RESULT"}, coloured_result}, plain("CHECK", "check"), plain("SAYS", "says")},
      format);
  if (format != OutputFormat::kTable && format != OutputFormat::kWide) return;
  for (const auto& finding : findings) {
    if (!finding.advice.empty()) {
      fmt::print("\n{}: {}\n", finding.check, printable(finding.advice));
    }
  }
}

int examine_server(const ClientOptions& options) {
  const auto server = options.client().get("/api/v1/server", {});
  const auto findings = examine(server, options.url, SystemClock{}.now());
  print_findings(findings, options.output);
  if (!server && server.error().kind == ErrorKind::kUnavailable) return kUnreachable;
  const bool bad = std::ranges::any_of(
      findings, [](const Finding& finding) { return finding.health == Health::kBad; });
  return bad ? kFailed : kOk;
}

}  // namespace

void add_doctor_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("doctor", "Check that a record is being kept");
  auto options = std::make_shared<ClientOptions>();  // lives as long as the callback that uses it
  add_client_options(*command, *options);
  command->callback([options, &exit_code] { exit_code = examine_server(*options); });
}

}  // namespace epitaph::cli
