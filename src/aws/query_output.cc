#include "aws/query_output.h"

#include "aws/xml.h"

namespace epitaph::aws {
namespace {

namespace json = boost::json;

std::string element(std::string_view name, const Shape& shape, const json::value& value);

std::string scalar_text(const json::value& value) {
  return value.is_string() ? xml_text(value.get_string()) : json::serialize(value);
}

template <class Scalar>
std::string write(std::string_view name, const Scalar&, const json::value& value) {
  return xml_element(name, scalar_text(value));
}

std::string write(std::string_view name, const ListShape& shape, const json::value& value) {
  std::string xml;
  for (const json::value& item : value.as_array()) {
    xml += element(shape.query_name.empty() ? name : shape.query_name, shape.item, item);
  }
  return xml;
}

std::string write(std::string_view name, const MapShape& shape, const json::value& value) {
  std::string xml;
  for (const auto& entry : value.as_object()) {
    xml += xml_element(shape.query_entry.empty() ? name : shape.query_entry,
                       xml_element(shape.query_key, xml_text(entry.key())) +
                           element(shape.query_value, shape.value, entry.value()));
  }
  return xml;
}

std::string members(const StructureShape& shape, const json::object& object) {
  std::string xml;
  for (const Member& member : shape.members) {
    const json::value* value = object.if_contains(member.name);
    if (value != nullptr && !value->is_null()) xml += element(member.name, member.shape, *value);
  }
  return xml;
}

std::string write(std::string_view name, const StructureShape& shape, const json::value& value) {
  return xml_element(name, members(shape, value.as_object()));
}

std::string element(std::string_view name, const Shape& shape, const json::value& value) {
  return std::visit([&](const auto& kind) { return write(name, kind, value); }, shape.kind());
}

}  // namespace

std::string query_output(const Shape& shape, const boost::json::object& output) {
  return members(std::get<StructureShape>(shape.kind()), output);
}

}  // namespace epitaph::aws
