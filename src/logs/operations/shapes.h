#pragma once
#include "aws/shape.h"

namespace epitaph::logs {

// What the inputs of several operations are made of. Source: botocore's model of 2026, 2014-03-28.

/// Names of over 512 are let through: AWS has a text of its own for them, check_name_lengths().
const aws::Shape& log_group_name_shape();
const aws::Shape& log_stream_name_shape();
/// Names and prefixes by which events or streams are narrowed down.
const aws::Shape& log_stream_filter_shape();
/// A name or an ARN without `:*`, whose `*` the pattern refuses; AWS does not quote it back.
const aws::Shape& log_group_identifier_shape();
const aws::Shape& log_group_class_shape();
const aws::Shape& next_token_shape();
/// Of what is listed, 1 to 50.
const aws::Shape& describe_limit_shape();
/// Of events, 1 to 10,000.
const aws::Shape& events_limit_shape();
/// Of a metric or subscription filter.
const aws::Shape& filter_name_shape();
const aws::Shape& filter_pattern_shape();
/// Epoch milliseconds.
const aws::Shape& time_shape();

}  // namespace epitaph::logs
