#include "aws/authenticator.h"

#include <algorithm>

#include "aws/credential.h"
#include "base/ascii.h"

namespace epitaph::aws {
namespace {

bool is_account(std::string_view text) { return text.size() == 12 && is_digits(text); }

}  // namespace

Outcome<Caller> TrustingAuthenticator::authenticate(const http::Request& request) const {
  EPITAPH_TRY(credential, credential_of(request));
  Caller caller{.scope = {.account = home_.account, .region = home_.region}};
  if (!credential) return caller;
  if (is_account(credential->access_key)) caller.scope.account = credential->access_key;
  if (!credential->region.empty()) caller.scope.region = credential->region;
  caller.access_key = std::move(credential->access_key);
  return caller;
}

}  // namespace epitaph::aws
