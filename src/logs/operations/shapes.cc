#include "logs/operations/shapes.h"

#include <limits>

#include "logs/log_event.h"
#include "logs/log_names.h"

namespace epitaph::logs {
namespace {

constexpr auto kAnyLength = std::numeric_limits<std::size_t>::max();

}  // namespace

const aws::Shape& log_group_name_shape() {
  static const aws::Shape kShape =
      aws::string().length(1, kAnyLength).pattern(R"([\.\-_/#A-Za-z0-9]+)");
  return kShape;
}

const aws::Shape& log_stream_name_shape() {
  static const aws::Shape kShape = aws::string().length(1, kAnyLength).pattern("[^:*]*");
  return kShape;
}

const aws::Shape& log_stream_filter_shape() {
  static const aws::Shape kShape = aws::string().length(1, kNameLengthMax).pattern("[^:*]*");
  return kShape;
}

const aws::Shape& log_group_identifier_shape() {
  static const aws::Shape kShape =
      aws::string().length(1, 2048).pattern(R"([\w#+=/:,.@-]*)").withheld();
  return kShape;
}

const aws::Shape& log_group_class_shape() {
  static const aws::Shape kShape =
      aws::string().one_of({"STANDARD", "INFREQUENT_ACCESS", "DELIVERY"});
  return kShape;
}

const aws::Shape& next_token_shape() {
  static const aws::Shape kShape = aws::string().length(1, kAnyLength);
  return kShape;
}

const aws::Shape& describe_limit_shape() {
  static const aws::Shape kShape = aws::integer().range(1, 50);
  return kShape;
}

const aws::Shape& events_limit_shape() {
  static const aws::Shape kShape = aws::integer().range(1, kPageEventsMax);
  return kShape;
}

const aws::Shape& filter_name_shape() {
  static const aws::Shape kShape = aws::string().length(1, 512).pattern("[^:*]*");
  return kShape;
}

const aws::Shape& filter_pattern_shape() {
  static const aws::Shape kShape = aws::string().length(0, 1024);
  return kShape;
}

const aws::Shape& time_shape() {
  static const aws::Shape kShape =
      aws::long_integer().range(0, std::numeric_limits<std::int64_t>::max());
  return kShape;
}

}  // namespace epitaph::logs
