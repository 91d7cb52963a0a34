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

/// Replaces each `overrides.containerOverrides[].environment[].value` of a task by `***`, in
/// camelCase and in the PascalCase of Step Functions' copies: people pass secrets there. `task` is
/// the `detail` of a task event or a task of DescribeTasks; what has another shape stays.
void mask_overrides(boost::json::object& task);

}  // namespace epitaph
