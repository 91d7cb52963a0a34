#pragma once
#include "aws/shape.h"

namespace epitaph::logs {

// What the inputs of the query operations are made of. Source: botocore's model of 2026,
// 2014-03-28.

/// Of a query or of a saved one, up to 256.
const aws::Shape& query_id_shape();
const aws::Shape& query_language_shape();
/// The name of a saved query, with `/` between folders.
const aws::Shape& query_definition_name_shape();
/// Of what is listed, 1 to 1,000.
const aws::Shape& max_results_shape();

}  // namespace epitaph::logs
