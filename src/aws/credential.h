#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "aws/error.h"
#include "http/message.h"

namespace epitaph::aws {

/// What a request says of its signer: the credential scope of Signature Version 4,
///   ACCESS_KEY/20240910/us-east-1/events/aws4_request
/// or of Version 4A, which is valid in many regions and therefore names none.
struct Credential {
  std::string access_key;
  std::string date;
  std::string region;  ///< empty in 4A
  std::string service;
};

/// Reads a scope. Errors, with AWS's own texts and classes: IncompleteSignatureException when it
/// has not these parts, InvalidSignatureException when the region cannot be one (it becomes part of
/// ARNs and of keys in the store).
Outcome<Credential> parse_credential(std::string_view scope);

/// The credential of the Authorization header, or else of the query of a presigned URL
/// (X-Amz-Credential). nullopt when there is none, which also an Authorization of another scheme
/// counts as. Errors as above.
Outcome<std::optional<Credential>> credential_of(const http::Request& request);

}  // namespace epitaph::aws
