#pragma once
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "base/result.h"
#include "cli/client.h"

namespace epitaph::cli {

/// CloudWatch Logs of a running server, as the server's home account. Errors of every call: those
/// of Client, and what the operation refused by its class: what does not exist is kNotFound, what
/// was asked wrongly kInvalid, all else kIo, in the server's words.
class LogsApi {
 public:
  explicit LogsApi(Client client) : client_(std::move(client)) {}

  /// `operation` as AWS names it, `StartQuery`.
  Result<boost::json::object> call(const std::string& operation,
                                   const boost::json::object& input) const;
  /// The same, for who looks at a refusal closer; refusal_of() makes an Error of it.
  Result<AwsAnswer> ask(const std::string& operation, const boost::json::object& input) const;

 private:
  Client client_;
};

Error refusal_of(const AwsAnswer& answer);

/// Where a malformed query is at fault: its line, and a mark under the place, each ended by a line
/// feed and safe for a terminal; empty when the answer does not say.
///     stats count(*) bu detail.stopCode
///                    ^^
std::string fault_in_query(const AwsAnswer& answer, std::string_view query);

}  // namespace epitaph::cli
