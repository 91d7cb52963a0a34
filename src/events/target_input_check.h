#pragma once
#include <boost/json.hpp>

#include "aws/error.h"

namespace epitaph::events {

/// Whether a target's Input, InputPath or InputTransformer, of which it may have one, can be
/// carried out: Input is JSON, paths are of the kind below, a template names only what it is given.
///
///   path        = "$" ("." name | "[" digits "]" | "[*]")*
///   placeholder = "<" name ">", of InputPathsMap or predefined; `\<` is none
///
/// Errors: ValidationException in AWS's words. Source: reference eventbridge.md, 6 and 7.
aws::Verdict check_target_input(const boost::json::object& target);

}  // namespace epitaph::events
