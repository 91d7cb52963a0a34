#pragma once
#include <boost/json.hpp>

#include "aws/error.h"

namespace epitaph::events {

/// Whether a target's Input, InputPath or InputTransformer, of which it may have one, can be
/// carried out: Input is JSON, paths are such as json_path.h reads, a template (input_template.h)
/// names only what it is given in InputPathsMap or what is predefined.
///
/// Errors: ValidationException in AWS's words. Source: reference eventbridge.md, 6 and 7.
aws::Verdict check_target_input(const boost::json::object& target);

}  // namespace epitaph::events
