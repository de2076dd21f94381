#include "core/change/pending.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "core/change/step_flaw.h"
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

const std::string placed = "/etc/apparmor.d/aa-userns-gen.bwrap";
const std::string linked = "/etc/apparmor.d/disable/bwrap";

/// One step of each kind, with what only binary text can hold.
const std::vector<Step> steps = {LoadProfiles{{"bwrap", "bwrap//child"}, std::string("\xff\0\x80", 3)},
                                 UnloadProfile{"bwrap"},
                                 PlaceFile{placed, {std::string("text\0\xff", 6), 0600}},
                                 PlaceFile{linked, {"/etc/apparmor.d/bwrap", 0777, 0, 0, true}},
                                 RemoveFile{placed},
                                 SetSysctl{"user.max_user_namespaces", "7"},
                                 ReloadUnits{UnitScope::user},
                                 ReloadUnits{UnitScope::system},
                                 SelectGeneration{3}};

Failure reading(const std::string& bytes) {
  return failure_of([&] { pending_from(bytes); });
}

}  // namespace

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

TEST_CASE("a record comes back from its bytes as it was, with every kind of step") {
  const Pending pending{"boot", "apply", 4, steps};
  CHECK(pending_from(bytes_of(pending)) == pending);
  CHECK(pending_from(bytes_of({})) == Pending{});
}

TEST_CASE("a record with a step that cannot be ours is refused, with what it would do") {
  for (const Step& step : {Step(RemoveFile{"/etc/passwd"}), Step(PlaceFile{placed, {"", 04755}})}) {
    const Failure failure = reading(bytes_of({"boot", "apply", 4, {SelectGeneration{3}, step}}));
    CHECK(failure.code() == ExitCode::inconsistent);
    CHECK(mentions(failure, "its record is not ours, it would " + flaw_in(step)));
  }
}

TEST_CASE("what is no record is refused") {
  const std::string bytes = bytes_of({"boot", "apply", 4, steps});
  for (const std::string& other : {std::string(), std::string("text"), bytes.substr(0, bytes.size() - 1)}) {
    CHECK(reading(other).code() == ExitCode::inconsistent);
  }
}

TEST_CASE("what came last is taken back first, each change in its own order") {
  const std::vector<Change> changes = {{SelectGeneration{1}, {UnloadProfile{"a"}, UnloadProfile{"b"}}},
                                       {SelectGeneration{2}, {UnloadProfile{"c"}}}};
  CHECK(undo_of(changes) == std::vector<Step>{UnloadProfile{"c"}, UnloadProfile{"a"}, UnloadProfile{"b"}});
}

TEST_CASE("a step of a kind that is not known is refused, whatever else is in it") {
  Json json = json_of(example);
  json["undo"][1]["action"] = "other";
  CHECK(refusal(json).code() == ExitCode::inconsistent);
  CHECK(mentions(refusal(json), "cannot take back a step of the kind 'other'"));
}
