#pragma once
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json.hpp>

#include "base/result.h"

namespace epitaph::cli {

/// Name and value of a query, not yet encoded; empty values are left out.
using Query = std::vector<std::pair<std::string, std::string>>;

/// An answer as it came, for what is no JSON.
struct RawAnswer {
  std::string body;
  std::string next;  ///< path and query of what follows, as the Link header says; empty: nothing
};

/// What an operation of an AWS API answered.
struct AwsAnswer {
  std::string refused_as;  ///< the class of its error; empty when it succeeded
  boost::json::object body;
};

/// Asks a running server. Errors of every call: kUnavailable when it cannot be reached, kLimit when
/// the time is up, otherwise what the server refused by its status (400 kInvalid, 404 kNotFound,
/// 409 kConflict, else kIo), in the server's words.
class Client {
 public:
  /// `url` as in `http://127.0.0.1:4577`; `timeout` is for one call, 0 for none.
  Client(std::string url, std::chrono::milliseconds timeout)
      : url_(std::move(url)), timeout_(timeout) {}

  Result<boost::json::value> get(const std::string& path, const Query& query) const;
  /// `path` may have a query already.
  Result<RawAnswer> get_raw(const std::string& path, const Query& query) const;
  /// An answer that goes on: `take` gets its bytes as they come, and ends it by false. Done{} when
  /// it has ended either way; kUnavailable also when the server falls silent for kSilenceMax.
  Status get_stream(const std::string& path, const Query& query,
                    const std::function<bool(std::string_view)>& take) const;
  static constexpr std::chrono::seconds kSilenceMax{30};
  /// A 503 is asked again for a while: the server said that it took nothing.
  Result<boost::json::value> post(const std::string& path, const std::string& body) const;
  /// One operation of an AWS API in AWS JSON 1.1, as nobody in particular: `target` as in
  /// `Logs_20140328.StartQuery`. A refusal is an answer too.
  Result<AwsAnswer> call_aws(const std::string& target, const boost::json::object& input) const;

 private:
  std::string url_;
  std::chrono::milliseconds timeout_;
};

}  // namespace epitaph::cli
