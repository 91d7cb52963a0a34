#include "events/operations/shapes.h"

namespace epitaph::events {

using namespace aws;

const Shape& rule_name_shape() {
  static const Shape kShape = string().length(1, 64).pattern(R"([\.\-_A-Za-z0-9]+)");
  return kShape;
}

const Shape& event_bus_shape() {
  static const Shape kShape = string().length(1, 1600).pattern(
      R"((arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+)");
  return kShape;
}

const Shape& event_bus_name_shape() {
  static const Shape kShape = string().length(1, 256).pattern(R"([/\.\-_A-Za-z0-9]+)");
  return kShape;
}

const Shape& non_partner_bus_shape() {
  static const Shape kShape = string().length(1, 256).pattern(R"([\.\-_A-Za-z0-9]+)");
  return kShape;
}

const Shape& statement_id_shape() {
  static const Shape kShape = string().length(1, 64).pattern(R"([a-zA-Z0-9-_]+)");
  return kShape;
}

const Shape& event_pattern_shape() {
  static const Shape kShape = string().length(0, 4096);
  return kShape;
}

const Shape& target_id_shape() {
  static const Shape kShape = string().length(1, 64).pattern(R"([\.\-_A-Za-z0-9]+)");
  return kShape;
}

const Shape& role_arn_shape() {
  static const Shape kShape = string().length(1, 1600);
  return kShape;
}

const Shape& tags_shape() {
  static const Shape kShape = list(structure({{"Key", string().length(1, 128), kRequired},
                                              {"Value", string().length(0, 256), kRequired}}));
  return kShape;
}

const Shape& resource_arn_shape() {
  static const Shape kShape = string().length(1, 1600);
  return kShape;
}

const Shape& description_shape() {
  static const Shape kShape = string().length(0, 512);
  return kShape;
}

const Shape& kms_key_shape() {
  static const Shape kShape = string().length(0, 2048).pattern(R"(^[a-zA-Z0-9_\-/:]*$)");
  return kShape;
}

const Shape& dead_letter_config_shape() {
  static const Shape kShape = structure({{"Arn", resource_arn_shape()}});
  return kShape;
}

const Shape& log_config_shape() {
  static const Shape kShape =
      structure({{"IncludeDetail", string().one_of({"NONE", "FULL"})},
                 {"Level", string().one_of({"OFF", "ERROR", "INFO", "TRACE"})}});
  return kShape;
}

const Shape& limit_shape() {
  static const Shape kShape = integer().range(1, 100);
  return kShape;
}

const Shape& next_token_shape() {
  static const Shape kShape = string().length(1, 2048);
  return kShape;
}

}  // namespace epitaph::events
