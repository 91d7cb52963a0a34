#include "events/operations/connection_shapes.h"

#include <limits>

namespace epitaph::events {
namespace {

using namespace aws;

/// A user name, a key's name, a client's ID.
StringShape auth_header() {
  return string().length(1, 512).pattern(
      R"(^[ \t]*[^\x00-\x1F:\x7F]+([ \t]+[^\x00-\x1F:\x7F]+)*[ \t]*$)");
}

StructureShape http_parameters() {
  const Shape header_key = string().length(0, 512).pattern(R"(^[!#$%&'*+-.^_`|~0-9a-zA-Z]+$)");
  const Shape header_value = string()
                                 .length(0, 512)
                                 .pattern(R"(^[ \t]*[\x20-\x7E]+([ \t]+[\x20-\x7E]+)*[ \t]*$)")
                                 .withheld();
  const Shape query_key = string().length(0, 512).pattern(R"([^\x00-\x1F\x7F]+)");
  const Shape query_value =
      string().length(0, 512).pattern(R"([^\x00-\x09\x0B\x0C\x0E-\x1F\x7F]+)").withheld();
  const auto parameters = [](const Shape& key, const Shape& value) {
    return list(structure({{"Key", key}, {"Value", value}, {"IsValueSecret", boolean()}}))
        .length(0, 100);
  };
  return structure({{"HeaderParameters", parameters(header_key, header_value)},
                    {"QueryStringParameters", parameters(query_key, query_value)},
                    {"BodyParameters", parameters(string(), string().withheld())}});
}

Shape auth_parameters(Presence presence) {
  const Shape basic = structure(
      {{"Username", auth_header(), presence}, {"Password", auth_header().withheld(), presence}});
  const Shape client = structure({{"ClientID", auth_header(), presence},
                                  {"ClientSecret", auth_header().withheld(), presence}});
  const Shape oauth = structure({{"ClientParameters", client, presence},
                                 {"AuthorizationEndpoint", endpoint_shape(), presence},
                                 {"HttpMethod", string().one_of({"GET", "POST", "PUT"}), presence},
                                 {"OAuthHttpParameters", http_parameters()}});
  const Shape api_key = structure({{"ApiKeyName", auth_header(), presence},
                                   {"ApiKeyValue", auth_header().withheld(), presence}});
  return structure({{"BasicAuthParameters", basic},
                    {"OAuthParameters", oauth},
                    {"ApiKeyAuthParameters", api_key},
                    {"InvocationHttpParameters", http_parameters()},
                    {"ConnectivityParameters", connectivity_shape()}});
}

}  // namespace

const Shape& connection_name_shape() {
  static const Shape kShape = string().length(1, 64).pattern(R"([\.\-_A-Za-z0-9]+)");
  return kShape;
}

const Shape& connection_arn_shape() {
  static const Shape kShape = string().length(1, 1600).pattern(
      R"(^arn:aws([a-z]|\-)*:events:([a-z]|\d|\-)*:([0-9]{12})?:connection\/[\.\-_A-Za-z0-9]+\/[\-A-Za-z0-9]+$)");
  return kShape;
}

const Shape& authorization_type_shape() {
  static const Shape kShape = string().one_of({"BASIC", "OAUTH_CLIENT_CREDENTIALS", "API_KEY"});
  return kShape;
}

const Shape& connection_state_shape() {
  static const Shape kShape =
      string().one_of({"CREATING", "UPDATING", "DELETING", "AUTHORIZED", "DEAUTHORIZED",
                       "AUTHORIZING", "DEAUTHORIZING", "ACTIVE", "FAILED_CONNECTIVITY"});
  return kShape;
}

const Shape& endpoint_shape() {
  static const Shape kShape = string().length(1, 2048).pattern(
      R"(^((%[0-9A-Fa-f]{2}|[-()_.!~*';/?:@\x26=+$,A-Za-z0-9])+)([).!';/?:,])?$)");
  return kShape;
}

const Shape& destination_method_shape() {
  static const Shape kShape =
      string().one_of({"POST", "GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"});
  return kShape;
}

const Shape& rate_limit_shape() {
  static const Shape kShape = integer().range(1, std::numeric_limits<std::int32_t>::max());
  return kShape;
}

const Shape& connectivity_shape() {
  static const Shape kShape =
      structure({{"ResourceParameters",
                  structure({{"ResourceConfigurationArn", string().length(0, 2048), kRequired}}),
                  kRequired}});
  return kShape;
}

const Shape& new_parameters_shape() {
  static const Shape kShape = auth_parameters(Presence::kRequired);
  return kShape;
}

const Shape& changed_parameters_shape() {
  static const Shape kShape = auth_parameters(Presence::kOptional);
  return kShape;
}

}  // namespace epitaph::events
