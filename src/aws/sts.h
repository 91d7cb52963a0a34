#pragma once
#include "aws/query_protocol.h"

namespace epitaph::aws {

/// AWS STS, as far as it tells a client who it is: GetCallerIdentity, with which clients and
/// Terraform begin. Every caller is its account's root, for there are no users here.
QueryService sts_service();

}  // namespace epitaph::aws
