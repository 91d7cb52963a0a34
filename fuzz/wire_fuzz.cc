#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "aws/gateway.h"
#include "aws/input.h"
#include "aws/sts.h"

namespace {

namespace http = epitaph::http;
using namespace epitaph::aws;

/// One shape of every kind, so that whatever JSON comes is walked.
const Shape& shape() {
  static const StringShape name = string().length(1, 8).pattern(R"([\.\-_A-Za-z0-9]+)");
  static const Shape whole = structure({
      {"n", name, kRequired},
      {"e", string().one_of({"A", "B"}).withheld()},
      {"i", integer().range(1, 100)},
      {"j", long_integer().one_of({1, 3})},
      {"d", double_number().range(0, 1)},
      {"b", boolean()},
      {"t", timestamp()},
      {"l", list(structure({{"n", name, kRequired}, {"l", list(name).length(0, 2)}}).named("Item"))
                .length(1, 3)
                .in_query("Item")},
      {"m", map(name, string().length(0, 3)).length(0, 2).in_query("Entry", "Name", "Value")},
      {"o", map(string(), structure({{"t", timestamp(), kRequired}}))},
      {"x", document()},
  });
  return whole;
}

/// Reads everything the shape allows: what passed validation must not throw here.
Answer read_all(const Call& call) {
  boost::json::object output{{"n", text(call.input, "n")},
                             {"i", optional_number(call.input, "i").value_or(0)},
                             {"j", optional_number(call.input, "j").value_or(0)},
                             {"d", optional_double(call.input, "d").value_or(0)},
                             {"b", flag(call.input, "b")},
                             {"e", optional_text(call.input, "e").value_or("")}};
  if (const auto when = optional_time(call.input, "t")) output["t"] = epoch_seconds(*when);
  for (const auto& item : items(call.input, "l")) (void)text(item.as_object(), "n");
  if (const auto* times = optional_object(call.input, "o")) {
    for (const auto& entry : *times) (void)time(entry.value().as_object(), "t");
  }
  return output;
}

class Nobody final : public CallObserver {
  void called(std::string_view, std::string_view, int, std::chrono::nanoseconds) override {}
};

const Gateway& gateway() {
  static const TrustingAuthenticator authenticator{Home{}};
  static Nobody nobody;
  static const Gateway instance{
      {{.name = "logs",
        .target_prefix = "Logs",
        .dialect = kLogs,
        .operations = {{.name = "Read", .input = shape(), .handle = read_all, .output = shape()}},
        .query = QueryDialect{.version = "1", .xml_namespace = "http://logs/"}}},
      {sts_service()},
      authenticator,
      nobody};
  return instance;
}

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

// The first byte chooses the protocol, the rest is the body (and, for some, the credential); of a
// Query form the action may go before it, so that the walk over a shape's names is soon reached.
// Every answer is whole: a known status, a request id, and a body that its own reader takes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const unsigned choice = data[0] % 5U;
  const std::string body{reinterpret_cast<const char*>(data + 1), size - 1};

  http::Request request{.method = "POST", .body = body};
  if (choice < 3) request.headers.add("X-Amz-Target", "Logs.Read");
  if (choice == 1) request.headers.add("Content-Encoding", "gzip");
  if (choice == 2) request.headers.add("Authorization", "AWS4-HMAC-SHA256 Credential=" + body);
  if (choice >= 3) request.headers.add("Content-Type", "application/x-www-form-urlencoded");
  if (choice == 4) request.body = "Action=Read&Version=1&" + body;

  const http::Response response = gateway().handle(request);
  require(response.status == 200 || response.status == 400 || response.status == 413);
  require(response.headers.find("x-amzn-RequestId").has_value());
  if (choice < 3) require(boost::json::parse(response.body).is_object());
  if (choice >= 3) require(response.body.ends_with("Response>\n"));
  return 0;
}
