#pragma once
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace epitaph::http {

class BodyReader;

struct Header {
  std::string name;
  std::string value;
};

/// The header fields of a message, in the order of the wire and with the names as they were
/// spelled. A field may come more than once; names are compared without regard to case.
class Headers {
 public:
  Headers() = default;
  Headers(std::initializer_list<Header> fields) : fields_(fields) {}

  void add(std::string name, std::string value);
  /// Puts `value` in the place of every field of that name, or adds one.
  void set(std::string_view name, std::string value);

  /// The first field of that name; the view lives until the next change.
  std::optional<std::string_view> find(std::string_view name) const;
  std::size_t count(std::string_view name) const;

  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }
  std::size_t size() const { return fields_.size(); }

 private:
  std::vector<Header> fields_;
};

/// One `name=value` of a query string or a form, both decoded.
struct Parameter {
  std::string name;
  std::string value;
};

/// One request, whole: it has passed the limits and the checks of Host and Origin.
struct Request {
  std::string method = "GET";
  /// As sent, in origin form: `/a%2Fb?x=1`. A signature is computed over these very bytes.
  std::string target = "/";
  /// The part before `?`, decoded: `/a/b`. Dot segments are left as they are: a path here names
  /// routes and documents, never files.
  std::string path = "/";
  std::vector<Parameter> query{};
  Headers headers{};
  /// As sent, less the chunking; a Content-Encoding is the handler's to undo.
  std::string body{};
  /// The other end: `192.0.2.7:50312`, `[2001:db8::7]:50312`.
  std::string peer{};

  /// `/a%2Fb`: the path before decoding, for those who tell `%2F` from `/`.
  std::string_view raw_path() const;
  /// The value of the first query parameter of that name (names are compared exactly).
  std::optional<std::string_view> parameter(std::string_view name) const;
};

/// What is sent back. The server adds Date, Connection and Content-Length, and leaves the body out
/// where HTTP wants none (HEAD, 204, 304); of these three and Transfer-Encoding, what a handler
/// sets is ignored.
struct Response {
  int status = 200;
  Headers headers{};
  std::string body{};
  /// The body in the place of `body`, piece by piece as it comes into being (body_pipe.h): chunked,
  /// or up to the closing of the connection for a client of HTTP/1.0. No time-out ends it while
  /// there is nothing to send; stop() of the server does, and at once.
  std::shared_ptr<BodyReader> stream{};

  static Response json(int status, std::string body);
  static Response text(int status, std::string body);
};

/// The server's own refusals: `{"message": "..."}`.
Response error_response(int status, std::string_view message);
/// That of a path at which nothing answers.
Response not_found();

}  // namespace epitaph::http
