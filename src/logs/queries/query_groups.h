#pragma once
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "logs/insights/source.h"
#include "logs/log_group.h"
#include "model/arn.h"
#include "storage/storage.h"

namespace epitaph::logs {

/// Groups that a query names itself, and those by which a SOURCE stage finds more.
/// Source: reference cloudwatch-logs.md, 2.
constexpr std::size_t kQueryGroupsMax = 50;
constexpr std::size_t kSourceGroupsMax = 10'000;

/// The group as a query reads it, at `now`.
insights::SourceGroup to_source_group(const LogGroup& group, Timestamp now);

/// Whether the group is among them already: named twice, it is read once.
bool has_group(const std::vector<insights::SourceGroup>& groups, storage::LogGroupId id);

/// The groups that a SOURCE stage of a query of `caller` means: by name or ARN each as named, else
/// by prefix, class and account in the order of their names. Accounts are not linked to each
/// other here, so of an account that is not the caller's own there are none.
/// Errors: kNotFound, in the words of AWS, for a named group that is not there; kInvalid when
/// more than kSourceGroupsMax would have to be read; the store's.
Result<std::vector<insights::SourceGroup>> find_source_groups(storage::Storage& store,
                                                              const Scope& caller, Timestamp now,
                                                              const insights::SourceSpec& spec);

/// About how many bytes of messages a query over this stretch, both ends inclusive, will look at,
/// when it looks at every stream. Blocks on the store. Errors: the store's.
Result<std::uint64_t> bytes_to_scan(storage::Storage& store,
                                    const std::vector<insights::SourceGroup>& groups,
                                    Timestamp from, Timestamp until);

/// What StartQuery and a SOURCE stage say of a group that is not there.
Error no_such_query_group(std::string_view group, const Scope& scope);

}  // namespace epitaph::logs
