#include "logs/operations/query_shapes.h"

namespace epitaph::logs {

const aws::Shape& query_id_shape() {
  static const aws::Shape kShape = aws::string().length(0, 256);
  return kShape;
}

const aws::Shape& query_language_shape() {
  static const aws::Shape kShape = aws::string().one_of({"CWLI", "SQL", "PPL"});
  return kShape;
}

const aws::Shape& query_definition_name_shape() {
  static const aws::Shape kShape =
      aws::string().length(1, 255).pattern(R"(^([^:*\/]+\/?)*[^:*\/]+$)");
  return kShape;
}

const aws::Shape& max_results_shape() {
  static const aws::Shape kShape = aws::integer().range(1, 1000);
  return kShape;
}

}  // namespace epitaph::logs
