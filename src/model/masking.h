#pragma once
#include <string>
#include <string_view>

#include <boost/json.hpp>

namespace epitaph {

/// `text` with the query string of every URL replaced by `?***`: a pull error may quote a signed
/// S3 URL, whose query is the credential. A URL is a run without blanks that holds `://` or whose
/// `?` is followed by `name=`, since some clients leave the scheme out; it ends at a blank or a
/// double quote, and a closing `:`, `,`, `;`, `.`, `)` or `'` stays outside. What is cut too early
/// would leak, so a doubtful byte counts as the query's.
std::string mask_url_queries(std::string_view text);

/// Hides, at any depth of an event, a task or another answer of ECS, what may be a secret:
///   each value of a member `environment`, be it a list of {name, value} as ECS writes it (in the
///   overrides of a task, in the container definitions of an API call), or a map; in camelCase and
///   in the PascalCase of Step Functions' copies
///   the query string of every URL, as mask_url_queries(), in every text
/// by `***`. Gives whether anything was hidden, so that what holds no secret can be shown byte for
/// byte. Recurses as deep as `value` is nested: parse with a limit.
bool mask_secrets(boost::json::value& value);
bool mask_secrets(boost::json::object& object);

/// The message of a log event, whatever it is: the secrets of a JSON object or array as
/// mask_secrets() hides them, else the queries of URLs. Byte for byte the same when it holds none.
std::string mask_message(std::string_view message);

}  // namespace epitaph
