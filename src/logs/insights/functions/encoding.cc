#include <array>
#include <charconv>
#include <string>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "base/base64.h"
#include "base/percent_encode.h"
#include "logs/insights/functions/families.h"

namespace epitaph::logs::insights {
namespace {

template <class Encode>
Value encoded(const Arguments& arguments, Encode encode) {
  const Value value = arguments[0];
  if (value.absent()) return {};
  std::string scratch;
  return encode(value.to_text(scratch));
}

std::optional<unsigned char> hex_byte(std::string_view digits) {
  unsigned char byte = 0;
  if (digits.size() != 2) return std::nullopt;
  const auto read = std::from_chars(digits.data(), digits.data() + 2, byte, 16);
  if (read.ec != std::errc{} || read.ptr != digits.data() + 2) return std::nullopt;
  return byte;
}

Value call_urlencode(const Arguments& arguments) {
  return encoded(arguments,
                 [](std::string_view text) { return Value::text(percent_encode(text)); });
}

// A percent sign that begins no code stands for itself; a plus is a blank, as in forms.
Value call_urldecode(const Arguments& arguments) {
  return encoded(arguments, [](std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '%') {
        if (const auto byte = hex_byte(text.substr(i + 1, 2))) {
          out += static_cast<char>(*byte);
          i += 2;
          continue;
        }
      }
      out += text[i] == '+' ? ' ' : text[i];
    }
    return Value::text(std::move(out));
  });
}

Value call_base64_encode(const Arguments& arguments) {
  return encoded(arguments, [](std::string_view text) { return Value::text(base64_encode(text)); });
}
Value call_base64_decode(const Arguments& arguments) {
  return encoded(arguments, [](std::string_view text) {
    auto bytes = base64_decode(text);
    return bytes ? Value::text(*std::move(bytes)) : Value{};
  });
}

std::string_view without_0x(std::string_view digits) {
  return digits.starts_with("0x") || digits.starts_with("0X") ? digits.substr(2) : digits;
}

Value call_hex_to_ascii(const Arguments& arguments) {
  return encoded(arguments, [](std::string_view text) {
    std::string out;
    for (std::string_view rest = without_0x(text); !rest.empty(); rest.remove_prefix(2)) {
      const auto byte = hex_byte(rest.substr(0, 2));
      if (!byte) return Value{};
      out += static_cast<char>(*byte);
    }
    return Value::text(std::move(out));
  });
}
Value call_hex_to_dec(const Arguments& arguments) {
  return encoded(arguments, [](std::string_view text) {
    const std::string_view digits = without_0x(text);
    std::uint64_t number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
    if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) return Value{};
    return Value::spelled_number(static_cast<double>(number), fmt::format("{}", number)).own();
  });
}
Value call_dec_to_hex(const Arguments& arguments) {
  constexpr double kMost = 9.2e18;
  const auto number = arguments[0].to_number();
  if (!number || !(*number > -kMost && *number < kMost)) return {};
  return Value::text(fmt::format("{:#x}", static_cast<std::int64_t>(*number)));
}

Value digest(const Arguments& arguments, const EVP_MD* algorithm) {
  return encoded(arguments, [&](std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned length = 0;
    if (EVP_Digest(text.data(), text.size(), bytes.data(), &length, algorithm, nullptr) != 1) {
      return Value{};
    }
    std::string hex;
    for (unsigned i = 0; i < length; ++i) hex += fmt::format("{:02x}", bytes[i]);
    return Value::text(std::move(hex));
  });
}
Value call_md5(const Arguments& arguments) { return digest(arguments, EVP_md5()); }
Value call_sha256(const Arguments& arguments) { return digest(arguments, EVP_sha256()); }

constexpr std::array kEncodingFunctions = {
    Function{.name = "urlencode", .call = call_urlencode},
    Function{.name = "urldecode", .call = call_urldecode},
    Function{.name = "base64encode", .call = call_base64_encode},
    Function{.name = "base64decode", .call = call_base64_decode},
    Function{.name = "hexToAscii", .call = call_hex_to_ascii},
    Function{.name = "hexToDec", .call = call_hex_to_dec},
    Function{.name = "decToHex", .call = call_dec_to_hex},
    Function{.name = "md5", .call = call_md5},
    Function{.name = "sha256", .call = call_sha256},
};

}  // namespace

std::span<const Function> encoding_functions() { return kEncodingFunctions; }

}  // namespace epitaph::logs::insights
