#pragma once
#include "aws/shape.h"

namespace epitaph::events {

// What the inputs of several operations are made of. Source: botocore's model of 2026, 2015-10-07.

const aws::Shape& rule_name_shape();
const aws::Shape& event_bus_shape();      ///< a name or an ARN, partners' buses too
const aws::Shape& event_pattern_shape();  ///< the model's limit; PutRule's is lower
const aws::Shape& target_id_shape();
const aws::Shape& role_arn_shape();
const aws::Shape& tags_shape();
const aws::Shape& limit_shape();
const aws::Shape& next_token_shape();

}  // namespace epitaph::events
