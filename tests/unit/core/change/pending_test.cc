#include "core/change/pending.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "core/text/failure.h"
#include "support/failure_of.h"

using namespace aug;
using Json = nlohmann::json;

namespace {

const Pending example{
    "boot", "apply", 3, {PlaceFile{"/etc/apparmor.d/aa-userns-gen.x", {"text", 0600}}, SelectGeneration{2}}};

Json json_of(const Pending& pending) {
  return Json::from_cbor(bytes_of(pending));
}

Failure refusal(const Json& json) {
  const auto bytes = Json::to_cbor(json);
  return failure_of([&] { pending_from({reinterpret_cast<const char*>(bytes.data()), bytes.size()}); });
}

}  // namespace

TEST_CASE("a record outlives being written and read") {
  CHECK(pending_from(bytes_of(example)) == example);
}

TEST_CASE("a number that was never written is none, and not what is left of it") {
  for (const Json& number : {Json(1e300), Json(1.5), Json(true), Json(0x100000001), Json(-0x100000001), Json("1")}) {
    CAPTURE(number);
    Json json = json_of(example);
    json["new_generation"] = number;
    CHECK(refusal(json).code() == ExitCode::inconsistent);
    json = json_of(example);
    json["undo"][1]["number"] = number;
    CHECK(refusal(json).code() == ExitCode::inconsistent);
    for (const char* key : {"mode", "uid", "gid"}) {
      json = json_of(example);
      json["undo"][0]["file"][key] = number;
      CHECK(refusal(json).code() == ExitCode::inconsistent);
    }
  }
}

TEST_CASE("no generation that is to be discarded is below 0") {
  Json json = json_of(example);
  json["new_generation"] = -1;
  CHECK(refusal(json).code() == ExitCode::inconsistent);
}

TEST_CASE("lists in lists without end are refused, and not read until the stack ends") {
  for (const std::string begin : {"\x81", "\x9f", "\xa1\x61x", "\xbf\x61x", "\x5f", "\x7f"}) {
    std::string bytes;
    for (int count = 0; count < 1'000'000; ++count) bytes += begin;
    CHECK(failure_of([&] { pending_from(bytes); }).code() == ExitCode::inconsistent);
  }
}
