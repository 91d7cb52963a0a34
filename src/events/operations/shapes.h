#pragma once
#include "aws/shape.h"

namespace epitaph::events {

// What the inputs of several operations are made of. Source: botocore's model of 2026, 2015-10-07.

const aws::Shape& rule_name_shape();
const aws::Shape& event_bus_shape();       ///< a name or an ARN, partners' buses too
const aws::Shape& event_bus_name_shape();  ///< a name
const aws::Shape& non_partner_bus_shape();
const aws::Shape& statement_id_shape();   ///< of a bus's policy
const aws::Shape& event_pattern_shape();  ///< the model's limit; PutRule's is lower
const aws::Shape& target_id_shape();
const aws::Shape& role_arn_shape();
const aws::Shape& tags_shape();
const aws::Shape& resource_arn_shape();
const aws::Shape& description_shape();
const aws::Shape& kms_key_shape();
const aws::Shape& dead_letter_config_shape();
const aws::Shape& log_config_shape();
const aws::Shape& limit_shape();
const aws::Shape& next_token_shape();

}  // namespace epitaph::events
