#include "aws/json_body.h"

#include <new>

#include "aws/content_coding.h"

namespace epitaph::aws {
namespace {

namespace json = boost::json;

/// The heap, as far as a budget goes.
class BoundedMemory final : public json::memory_resource {
 public:
  explicit BoundedMemory(std::size_t bytes_max) : bytes_left_(bytes_max) {}

 private:
  void* do_allocate(std::size_t bytes, std::size_t alignment) override {
    if (bytes > bytes_left_) throw std::bad_alloc{};
    void* memory = ::operator new (bytes, std::align_val_t{alignment});
    bytes_left_ -= bytes;
    return memory;
  }

  void do_deallocate(void* memory, std::size_t bytes, std::size_t alignment) override {
    ::operator delete (memory, std::align_val_t{alignment});
    bytes_left_ += bytes;
  }

  bool do_is_equal(const json::memory_resource& other) const noexcept override {
    return this == &other;
  }

  std::size_t bytes_left_;
};

json::parse_options options() {
  json::parse_options options;
  options.max_depth = kBodyDepthMax;
  return options;
}

}  // namespace

Outcome<boost::json::value> parse_body(std::string_view text, std::size_t bytes_max) {
  constexpr std::size_t kFirstBlockBytes = 4096;
  const auto budget =
      json::make_shared_resource<BoundedMemory>(4 * kFirstBlockBytes + 8 * bytes_max);
  try {
    json::parser parser{budget, options()};
    parser.reset(json::make_shared_resource<json::monotonic_resource>(kFirstBlockBytes, budget));
    json::error_code error;
    parser.write(text.data(), text.size(), error);
    if (error)
      return serialization_exception("The body cannot be read as JSON: " + error.message());
    return parser.release();
  } catch (const std::bad_alloc&) {
    return body_too_large(bytes_max);
  }
}

}  // namespace epitaph::aws
