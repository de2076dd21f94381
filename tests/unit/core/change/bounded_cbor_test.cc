#include "core/change/bounded_cbor.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

using namespace aug;
using Json = nlohmann::json;

namespace {

bool is_bounded(const Json& json, int depth) {
  const auto bytes = Json::to_cbor(json);
  return is_bounded_cbor({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, depth);
}

Json nested(int depth) {
  Json json = 1;
  for (int i = 0; i < depth; ++i) json = i % 2 == 0 ? Json::array({2, json, 3}) : Json({{"key", json}});
  return json;
}

}  // namespace

TEST_CASE("what JSON becomes is bounded, up to a depth") {
  CHECK(is_bounded(nested(0), 0));
  CHECK(is_bounded(nested(4), 4));
  CHECK_FALSE(is_bounded(nested(5), 4));
  const Json all = {{"text", std::string(70000, 'x')},
                    {"bytes", Json::binary({1, 2})},
                    {"none", nullptr},
                    {"no", false},
                    {"small", -3},
                    {"large", -5000000000},
                    {"half", 0.5},
                    {"list", Json::array()},
                    {"map", Json::object()},
                    {"many", Json(std::vector<int>(300, 7))}};
  CHECK(is_bounded(all, 2));
}

TEST_CASE("what has no length or has not all of its length is not bounded") {
  using namespace std::string_literals;
  for (const std::string& bytes :
       {""s, "\x5f\x41x\xff"s, "\x7f\x61x\xff"s, "\x9f\x01\xff"s, "\xbf\xff"s, "\xff"s, "\x1c"s, "\x62x"s, "\x82\x01"s,
        "\xa1\x01"s, "\x18"s, "\x19\x01"s, "\x1c" + std::string(16, '\1'), "\x9b\xff\xff\xff\xff\xff\xff\xff\xff"s,
        "\xc0\x01"s}) {
    CAPTURE(bytes);
    CHECK_FALSE(is_bounded_cbor(bytes, 4));
  }
}

TEST_CASE("lists in lists and pieces in pieces without end are told at once") {
  for (const char byte : {'\x81', '\xa1', '\x5f', '\x7f', '\x9f', '\xbf', '\xc0'}) {
    CHECK_FALSE(is_bounded_cbor(std::string(1000000, byte), 4));
  }
}

TEST_CASE("a number of one to eight bytes is taken whole") {
  using namespace std::string_literals;
  for (const std::string& bytes : {"\x17"s, "\x18\x64"s, "\x19\x01\x02"s, "\x1a" + std::string(4, '\1'),
                                   "\x1b" + std::string(8, '\1'), "\x81\x18\x64"s}) {
    CAPTURE(bytes);
    CHECK(is_bounded_cbor(bytes, 1));
  }
}

TEST_CASE("a map does not hold so many values that their number starts again") {
  CHECK_FALSE(is_bounded_cbor("\xbb\x80" + std::string(7, '\0'), 4));
}
