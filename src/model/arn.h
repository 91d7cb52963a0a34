#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace epitaph {

/// Whose data: the account (12 digits) and region that a credential or a resource names.
struct Scope {
  std::string account;
  std::string region;
  auto operator<=>(const Scope&) const = default;
};

/// The parts of `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`. Points into the text parsed.
struct ArnParts {
  std::string_view partition, service, region, account, resource;
};

/// Splits an ARN; region and account may be empty, the rest may not. nullopt when it is none.
/// Source: AWS General Reference, "Amazon Resource Names".
std::optional<ArnParts> parse_arn(std::string_view text);

/// The ARN of an ECS task, in the form in which it was given:
///   new  arn:aws:ecs:REGION:ACCOUNT:task/CLUSTER/ID
///   old  arn:aws:ecs:REGION:ACCOUNT:task/ID
/// in any partition. Two tasks are the same when the whole text is. Source: reference ecs.md, 2.
class TaskArn {
 public:
  /// nullopt when `text` is no task ARN: another service or resource, an empty part, a control
  /// character, or over 2,048 bytes.
  static std::optional<TaskArn> parse(std::string_view text);

  const std::string& text() const { return text_; }
  /// 32 hexadecimal digits, or 36 with dashes; the part after the last `/`.
  std::string_view id() const;
  /// Empty in the old form.
  std::string_view cluster() const;
  Scope scope() const;

  auto operator<=>(const TaskArn&) const = default;

 private:
  explicit TaskArn(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// What follows the last `/` of an ARN (or name): a cluster's, service's or revision's own name.
/// The whole text when there is no `/`.
std::string_view last_segment(std::string_view arn);

/// `aws`, `aws-cn` or `aws-us-gov`: the partition that a region lies in.
std::string_view partition_of(std::string_view region);

}  // namespace epitaph
