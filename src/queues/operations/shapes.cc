#include "queues/operations/shapes.h"

namespace epitaph::queues {
namespace {

aws::Shape attribute_value_shape() {
  return aws::structure({{"StringValue", aws::string()},
                         {"BinaryValue", aws::string()},
                         {"StringListValues", aws::list(aws::string()).in_query("StringListValue")},
                         {"BinaryListValues", aws::list(aws::string()).in_query("BinaryListValue")},
                         {"DataType", aws::string()}});
}

}  // namespace

aws::Shape attribute_map_shape() {
  return aws::map(aws::string(), aws::string()).in_query("Attribute", "Name", "Value");
}

aws::Shape attribute_names_shape() { return aws::list(aws::string()).in_query("AttributeName"); }

aws::Shape tag_map_shape() {
  return aws::map(aws::string(), aws::string()).in_query("Tag", "Key", "Value");
}

aws::Shape message_attributes_shape() {
  return aws::map(aws::string(), attribute_value_shape())
      .in_query("MessageAttribute", "Name", "Value");
}

aws::Shape message_system_attributes_shape() {
  return aws::map(aws::string(), attribute_value_shape())
      .in_query("MessageSystemAttribute", "Name", "Value");
}

aws::Shape queue_urls_shape() { return aws::list(aws::string()).in_query("QueueUrl"); }

aws::Shape batch_errors_shape() {
  return aws::list(aws::structure({{"Id", aws::string()},
                                   {"SenderFault", aws::boolean()},
                                   {"Code", aws::string()},
                                   {"Message", aws::string()}}))
      .in_query("BatchResultErrorEntry");
}

aws::Shape batch_ids_shape(std::string_view query_name) {
  return aws::list(aws::structure({{"Id", aws::string()}})).in_query(query_name);
}

}  // namespace epitaph::queues
