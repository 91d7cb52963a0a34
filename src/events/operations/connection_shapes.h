#pragma once
#include "aws/shape.h"

namespace epitaph::events {

// What the inputs of these operations are made of. Source: botocore's model of 2026, 2015-10-07.

const aws::Shape& connection_name_shape();  ///< of an API destination too
const aws::Shape& connection_arn_shape();
const aws::Shape& authorization_type_shape();
const aws::Shape& connection_state_shape();
const aws::Shape& endpoint_shape();
const aws::Shape& destination_method_shape();
const aws::Shape& rate_limit_shape();
const aws::Shape& connectivity_shape();
/// AuthParameters; those of CreateConnection have members that an update may leave out.
const aws::Shape& new_parameters_shape();
const aws::Shape& changed_parameters_shape();

}  // namespace epitaph::events
