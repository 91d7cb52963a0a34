#pragma once
#include <string>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "aws/error.h"

namespace epitaph::ecs {

// Refusals that several operations share, in AWS's words. Source: reference ecs.md, 8.

aws::ApiError client_exception(std::string message);
aws::ApiError cluster_not_found();
aws::ApiError service_not_found();
aws::ApiError invalid_next_token();
/// An ARN of another cluster than the one that the call is about.
aws::ApiError another_cluster(std::string_view arns, std::string_view calls);
/// What AWS can do and this version cannot: refused, lest an answer that looks right is none.
aws::ApiError not_available(std::string_view what);

/// An item of `failures`, for what the record does not hold.
boost::json::object missing(std::string_view arn);

/// Refuses an `include` with a value that is none of `allowed`.
aws::Verdict check_include(const boost::json::object& input,
                           std::initializer_list<std::string_view> allowed);
/// Whether the call's `include` names `what`.
bool includes(const boost::json::object& input, std::string_view what);

}  // namespace epitaph::ecs
