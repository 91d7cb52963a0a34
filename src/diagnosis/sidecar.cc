#include "diagnosis/sidecar.h"

#include <array>
#include <cctype>

#include "base/ascii.h"
#include "model/arn.h"

namespace epitaph::diagnosis {
namespace {

/// Parts of names that nobody gives to the application itself.
// clang-format off
constexpr std::array<std::string_view, 35> kSidecars = {
    "adot", "appmesh", "aws-guardduty", "aws-otel", "cloudflared", "cloudwatch-agent", "consul",
    "cwagent", "datadog", "dd-agent", "dynatrace", "ecs-service-connect", "envoy", "exporter",
    "filebeat", "firelens", "fluent", "grafana-agent", "instana", "linkerd", "log-router",
    "log_router", "new-relic", "newrelic", "otel-collector", "otelcol", "promtail", "proxy",
    "sidecar", "signalfx", "splunk-otel", "statsd", "telegraf", "vault-agent", "xray",
};
// clang-format on

}  // namespace

bool is_sidecar(const Container& container) {
  const auto name = to_lower(container.name);
  const auto image = to_lower(last_segment(container.image));
  return std::ranges::any_of(kSidecars, [&](std::string_view part) {
    return name.contains(part) || image.contains(part);
  });
}

}  // namespace epitaph::diagnosis
