#include <gtest/gtest.h>

#include "logs/insights/expression_world.h"

namespace epitaph::logs::insights {
namespace {

const TestEvent kSample{R"({
  "n": -2.5, "text": "  Hello, World  ", "word": "héllo", "empty": "", "blank": "  ", "cpu": "512",
  "ok": true, "big": 12345678901234567890, "list": "[1, \"a\", {\"b\": 2}]",
  "json": "{\"a\": {\"b\": [1, 2.5, \"x\"]}, \"odd.key\": true, \"none\": null}",
  "ip": "10.1.2.3", "ip6": "2001:4860::1", "when": "2024-09-10T14:41:47.75Z", "url": "a b&c"
})"};

struct FunctionCase {
  std::string_view call, value;
};

void expect_calls(std::span<const FunctionCase> cases) {
  for (const auto& c : cases) EXPECT_EQ(value_of(c.call, kSample), c.value) << c.call;
}

TEST(InsightsFunctions, OfNumbers) {
  static constexpr FunctionCase kCases[] = {
      {"abs(n)", "2.5"},
      {"ceil(n)", "-2"},
      {"floor(n)", "-3"},
      {"greatest(1, cpu, 3)", "512"},
      {"least(n, 1)", "-2.5"},
      {"histogram(n, 2)", "-4"},
      {"histogram(12, 5)", "10"},
      {"histogram(10, 5)", "10"},
      {"histogram(12, 0)", "-"},
      {"histogram(word, 5)", "-"},
      {"greatest(1, word)", "-"},
      {"log(1)", "0"},
      {"log(0)", "-"},
      {"sqrt(cpu * 2)", "32"},
      {"sqrt(n)", "-"},
      {"round(2.567)", "3"},
      {"round(2.567, 2)", "2.57"},
      {"round(1234, -2)", "1200"},
      {"toNumber(cpu)", "512"},
      {"toNumber(word)", "-"},
      {"toInt(n)", "-2"},
      {"toLong(2.9)", "2"},
      {"toDouble('1.5')", "1.5"},
      {"abs(missing)", "-"},
      {"abs(word)", "-"},
      {"ABS(-1)", "1"},
      {"round(haversine(52.52, 13.405, 48.8566, 2.3522))", "877"},
      {"big", "12345678901234567890"},
  };
  expect_calls(kCases);
}

TEST(InsightsFunctions, OfTexts) {
  static constexpr FunctionCase kCases[] = {
      {"concat(cpu, '-', n)", "512--2.5"},
      {"concat(missing, 'a')", "a"},
      {"concat(missing)", ""},
      {"strlen(word)", "5"},
      {"strlen(missing)", "-"},
      {"toupper(word)", "HÉLLO"},
      {"tolower('ÄB Ж 😀 Σ')", "äb ж 😀 σ"},
      {"trim(text)", "Hello, World"},
      {"ltrim(text)", "Hello, World  "},
      {"rtrim(text)", "  Hello, World"},
      {"trim('xxaxbxx', 'x')", "axb"},
      {"ltrim('abcab', 'ab')", "cab"},
      {"rtrim('abcab', 'ab')", "abc"},
      {"substr(word, 1)", "éllo"},
      {"substr(word, 1, 2)", "él"},
      {"substr(word, 10)", ""},
      {"substr(word, -1, 2)", "hé"},
      {"replace(word, 'l', 'L')", "héLLo"},
      {"replace(word, '', 'x')", "héllo"},
      {"replace(missing, 'a', 'b')", "-"},
      {"regexReplace(word, /l+/, 'L')", "héLo"},
      {"regexReplace('a=1,b=2', '(\\w)=(\\d)', '$2$1')", "1a,2b"},
      {"regexReplace(word, 'l', '\\$9')", "-"},
      {"regex_replace(word, /l+/, 'L')", "héLo"},
      {"strcontains(text, 'World')", "1"},
      {"strcontains(text, 'world')", "0"},
      {"strcontains(text, 'world', true)", "1"},
      {"strcontains(text, 'world', false)", "0"},
      {"strcontains(word, 'HÉ', true)", "1"},
      {"strcontains(missing, 'a')", "0"},
      {"strcontains(concat(missing, word), 'll')", "1"},
      {"startsWith(word, 'h')", "1"},
      {"endsWith(word, 'h')", "0"},
      {"isempty(empty)", "1"},
      {"isempty(missing)", "1"},
      {"isempty(blank)", "0"},
      {"isblank(blank)", "1"},
      {"isblank(missing)", "1"},
      {"isblank(word)", "0"},
      {"split('a,b,,c', ',')", R"(["a","b","","c"])"},
      {"split('', ',')", R"([""])"},
      {"jsonArraySize(split('a b', ' '))", "2"},
  };
  expect_calls(kCases);
}

TEST(InsightsFunctions, OfEncodings) {
  static constexpr FunctionCase kCases[] = {
      {"urlencode(url)", "a%20b%26c"},
      {"urldecode('a%20b+c%26%zz%')", "a b c&%zz%"},
      {"base64encode('hello')", "aGVsbG8="},
      {"base64decode('aGVsbG8=')", "hello"},
      {"base64decode('!')", "-"},
      {"hexToAscii('48656c6c6f')", "Hello"},
      {"hexToAscii('4')", "-"},
      {"hexToDec('ff')", "255"},
      {"hexToDec('0xFF')", "255"},
      {"hexToDec('ffffffffffffffff')", "18446744073709551615"},
      {"hexToDec('xyz')", "-"},
      {"decToHex(255)", "0xff"},
      {"decToHex(-255)", "-0xff"},
      {"decToHex(16.9)", "0x10"},
      {"decToHex(0)", "0x0"},
      {"decToHex(word)", "-"},
      {"md5('hello')", "5d41402abc4b2a76b9719d911017c592"},
      {"sha256('')", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"md5(missing)", "-"},
  };
  expect_calls(kCases);
}

TEST(InsightsFunctions, OfAnything) {
  static constexpr FunctionCase kCases[] = {
      {"ispresent(word)", "1"},
      {"ispresent(empty)", "1"},
      {"ispresent(missing)", "0"},
      {"coalesce(missing, none, word)", "héllo"},
      {"coalesce(missing)", "-"},
      {"if(cpu > 500, 'big', 'small')", "big"},
      {"if(missing > 500, 'big', 'small')", "small"},
      {"case(cpu < 100, 'S', cpu < 1000, 'M', 'L')", "M"},
      {"case(cpu < 100, 'S', 'L')", "L"},
      {"case(cpu < 100, 'S')", "-"},
      {"isNumeric(cpu)", "1"},
      {"isNumeric(word)", "0"},
      {"isNumeric(missing)", "0"},
      {"messageSize(word)", "6"},
      {"messageSize() = strlen(@message) + 1", "1"},
      {"unmask(word)", "héllo"},
      {"queryStartTime()", "1725976800000"},
      {"queryEndTime()", "1725980400000"},
      {"queryTimeRange()", "3600000"},
  };
  expect_calls(kCases);
}

TEST(InsightsFunctions, OfJson) {
  static constexpr FunctionCase kCases[] = {
      {"jsonParse(json)", R"({"a":{"b":[1,2.5,"x"]},"odd.key":true,"none":null})"},
      {"jsonParse(word)", "-"},
      {"jsonParse('5')", "-"},
      {"jsonParse('true')", "-"},
      {"jsonParse('\"text\"')", "-"},
      {"jsonParse(5)", "-"},
      {"jsonParse('[]')", "[]"},
      {"jsonParse(jsonParse(list))", R"([1,"a",{"b":2}])"},
      {"toupper(jsonParse(json))", "-"},
      {"strlen(jsonParse(list))", "-"},
      {"concat('a', jsonParse(list))", "a"},
      {"isempty(jsonParse(list))", "1"},
      {"ispresent(jsonParse(list))", "1"},
      {"coalesce(jsonParse(list), 1)", R"([1,"a",{"b":2}])"},
      {"if(1, jsonParse(list), 2)", R"([1,"a",{"b":2}])"},
      {"jsonStringify(jsonParse(list))", R"([1,"a",{"b":2}])"},
      {"jsonStringify(word)", "\"héllo\""},
      {"jsonStringify(cpu + 1)", "513"},
      {"jsonArraySize(list)", "3"},
      {"jsonArraySize(jsonParse(list))", "3"},
      {"jsonArraySize(json)", "-"},
      {"jsonArrayContains(list, 1)", "1"},
      {"jsonArrayContains(list, 'a')", "1"},
      {"jsonArrayContains(list, 'b')", "0"},
      {"jsonArrayContains(word, 'b')", "0"},
      {"jsonParse(json) = 1", "0"},
      {"jsonParse(json) != 1", "0"},
  };
  expect_calls(kCases);
}

TEST(InsightsFunctions, OfTime) {
  static constexpr FunctionCase kCases[] = {
      {"bin(5m)", "2024-09-10 14:40:00.000"},
      {"bin(5 minutes)", "2024-09-10 14:40:00.000"},
      {"bin(300s)", "2024-09-10 14:41:00.000"},
      {"bin(1d)", "2024-09-10 00:00:00.000"},
      {"datefloor(@timestamp, 1h)", "2024-09-10 14:00:00.000"},
      {"datefloor(when, 1h)", "2024-09-10 14:00:00.000"},
      {"dateceil(@timestamp, 1h)", "2024-09-10 15:00:00.000"},
      {"datefloor(word, 1h)", "-"},
      {"toMillis(@timestamp)", "1725979307410"},
      {"toMillis(when)", "1725979307750"},
      {"fromMillis(1725979307410)", "2024-09-10 14:41:47.410"},
      {"fromMillis(word)", "-"},
      {"now()", "1725984000"},
      {"@timestamp + 1000", "1725979308410"},
      {"parseDate(when, \"yyyy-MM-dd'T'HH:mm:ss[.SSS][.SS][.S]X\") - 1725979307000", "750"},
      {"parseDate('2024-09-10', 'yyyy-MM-dd', 'UTC')", "1725926400000"},
      {"fromMillis(parseDate('2024-09-10', 'yyyy-MM-dd'))", "2024-09-10 00:00:00.000"},
      {"parseDate(word, 'yyyy')", "-"},
      {"formatDate(@timestamp, 'yyyy/MM/dd HH:mm')", "2024/09/10 14:41"},
      {"formatDate(@timestamp, 'HH:mm XXX', '+05:30')", "20:11 +05:30"},
      {"strftime(@timestamp, '%Y-%m-%d')", "2024-09-10"},
      {"formatDate(@timestamp, 'yyyy', 'Nowhere/AtAll')", "Invalid time zone: Nowhere/AtAll"},
      {"formatDate(@timestamp, 'bbb')", "Invalid date format: bbb"},
      {"formatDate(@timestamp, word)", "unexpected symbol found word at line 1 and position 23"},
  };
  expect_calls(kCases);
}

TEST(InsightsFunctions, OfAddresses) {
  static constexpr FunctionCase kCases[] = {
      {"isValidIp(ip)", "1"},
      {"isValidIp(ip6)", "1"},
      {"isValidIp(word)", "0"},
      {"isValidIp('10.0.0.256')", "0"},
      {"isValidIp(missing)", "0"},
      {"isValidIpV4(ip6)", "0"},
      {"isValidIpV6(ip6)", "1"},
      {"isIpInSubnet(ip, '10.0.0.0/8')", "1"},
      {"isIpInSubnet(ip, '10.1.2.0/31')", "0"},
      {"isIpInSubnet(ip, '10.1.2.2/31')", "1"},
      {"isIpInSubnet(ip6, '2001:4860::/32')", "1"},
      {"isIpInSubnet(ip, '0.0.0.0/0')", "1"},
      {"isIpInSubnet(ip, '10.0.0.0/33')", "0"},
      {"isIpInSubnet(ip, word)", "0"},
      {"isIpv4InSubnet(ip6, '2001:4860::/32')", "0"},
      {"isIpv6InSubnet(ip6, '2001:4860::/32')", "1"},
      {"ipv4ToNumber(ip)", "167838211"},
      {"ipv4ToNumber(ip6)", "-"},
      {"isPrivateIP(ip)", "1"},
      {"isPublicIP(ip)", "0"},
      {"isPublicIP('8.8.8.8')", "1"},
      {"isPublicIP(ip6)", "1"},
      {"isReservedIP('127.0.0.1')", "1"},
      {"isReservedIP('8.8.8.8')", "0"},
      {"isPrivateIP(word)", "0"},
  };
  expect_calls(kCases);
}

TEST(InsightsFunctions, DoNotGrowTextsWithoutBound) {
  const TestEvent event{R"({"a": ")" + std::string(4000, 'a') + "\"}"};
  std::string text = "a";
  for (int i = 0; i < 5; ++i) text = "replace(" + text + ", 'a', a)";
  EXPECT_EQ(value_of(text, event), "-");
}

}  // namespace
}  // namespace epitaph::logs::insights
