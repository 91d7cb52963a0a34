#pragma once
#include <vector>

#include <boost/json.hpp>

#include "cli/logs_options.h"
#include "cli/output.h"

namespace epitaph::cli {

/// Milliseconds, as CloudWatch Logs writes times, as RFC 3339; empty for no such member.
std::string moment_at(const boost::json::object& object, std::string_view member);

/// Puts RFC 3339 in the place of the milliseconds of each of `members` that is there: so times
/// stand in everything that we print.
void write_moments(boost::json::object& object, std::initializer_list<std::string_view> members);

/// Prints log events as GetLogEvents and FilterLogEvents give them, with their secrets hidden
/// unless `--unmasked` says otherwise. A page of ndjson is printed as it comes, so that a long
/// answer needs no memory; the other forms are printed by finish().
class LogEventPrinter {
 public:
  explicit LogEventPrinter(const LogsOptions& options) : options_(options) {}

  void print(boost::json::array events);
  void finish();

 private:
  const LogsOptions& options_;
  std::vector<boost::json::object> kept_;
};

}  // namespace epitaph::cli
