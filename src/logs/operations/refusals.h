#pragma once
#include <string_view>

#include <boost/json.hpp>

#include "aws/error.h"
#include "base/result.h"

namespace epitaph::logs {

// What several operations refuse, in AWS's words. Source: reference cloudwatch-logs.md, 2 and 3.

aws::ApiError no_such_log_group();
aws::ApiError no_such_log_stream();
aws::ApiError no_such_log_query();
aws::ApiError no_such_query_definition();
aws::ApiError invalid_next_token();
/// One more of what there may be so many of.
aws::ApiError resource_limit_exceeded();
/// Queries of another language than Logs Insights QL: SQL, PPL.
aws::ApiError query_language_refused(std::string_view language);
/// What LogGroups said of a change: no_such_log_group() for kNotFound, and for kConflict, which
/// means that others keep changing the group, an OperationAbortedException.
aws::ApiError refused_change(const Error& error);

/// Refuses a `logGroupName` or `logStreamName` of more than 512.
aws::Verdict check_name_lengths(const boost::json::object& input);

}  // namespace epitaph::logs
