#include "aws/sts.h"

#include <fmt/format.h>

#include "aws/xml.h"

namespace epitaph::aws {
namespace {

QueryAnswer get_caller_identity(const QueryCall& call) {
  const auto& [account, region] = call.caller.scope;
  const auto arn = fmt::format("arn:{}:iam::{}:root", partition_of(region), account);
  return xml_element("Arn", xml_text(arn)) + xml_element("UserId", xml_text(account)) +
         xml_element("Account", xml_text(account));
}

}  // namespace

QueryService sts_service() {
  return {.name = "sts",
          .version = "2011-06-15",
          .xml_namespace = "https://sts.amazonaws.com/doc/2011-06-15/",
          .actions = {{.name = "GetCallerIdentity", .handle = get_caller_identity}}};
}

}  // namespace epitaph::aws
