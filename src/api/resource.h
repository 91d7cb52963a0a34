#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/router.h"

namespace epitaph::api {

/// Makes the answer to one request; `name` is what stands in the braces of the resource's path,
/// decoded, empty where it has none. An Error becomes a problem document (http/problem.h) whose
/// `parameter` is the one that its message begins with.
using Handle =
    std::function<Result<http::Response>(const http::Request& request, const std::string& name)>;

/// One thing that /api/v1 answers for.
struct Resource {
  std::string_view method;  ///< `GET`, which takes HEAD too
  /// Below /api/v1: `/tasks`, `/tasks/{task}/timeline`. One pair of braces at most; it takes what
  /// is left of the path as sent, so that an ARN may come with its slashes encoded or not.
  std::string_view path;
  /// The parameters of the query that it takes. Any other is refused by its name, since a filter
  /// that is misspelled would else widen the answer without a word; so is one that is given twice.
  std::vector<std::string_view> parameters{};
  Handle handle;
};

/// All of /api/v1. Filled once, then handed to a router.
class Resources {
 public:
  /// Every path of it begins so.
  static constexpr std::string_view kRoot = "/api/v1";

  void add(Resource resource) { all_.push_back(std::move(resource)); }
  const std::vector<Resource>& all() const { return all_; }

  /// Answers `request`, whose path lies below the root: by the resource with the longest fitting
  /// path, or 404 and 405, all as problem documents.
  http::Response answer(const http::Request& request) const;

  /// Gives everything below the root to `resources`, save what the router has exact routes for.
  static void serve(Resources resources, http::Router& router);

 private:
  std::vector<Resource> all_;
};

}  // namespace epitaph::api
