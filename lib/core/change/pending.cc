#include "core/change/pending.h"

#include <nlohmann/json.hpp>

#include "core/change/bounded_cbor.h"
#include "core/change/json_number.h"
#include "core/change/step_flaw.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"

namespace aug {
namespace {

using Json = nlohmann::json;

constexpr int schema = 1;
constexpr int depth_of_record = 4;  // record, undo, step, file

Json binary(const std::string& bytes) {
  return Json::binary({bytes.begin(), bytes.end()});
}

std::string bytes_in(const Json& json) {
  const auto& bytes = json.get_binary();
  return {bytes.begin(), bytes.end()};
}

// Not in the template below: there, clang 14 calls what makes the id when the program runs, and finds nothing to call.
[[noreturn]] void refuse_number() {
  throw Failure(ExitCode::inconsistent, "record-unreadable"_id,
                "cannot read the record of an interrupted change: a number in it is none that was written");
}

template <typename Number>
Number number_in(const Json& json) {
  if (const auto number = whole_number<Number>(json)) return *number;
  refuse_number();
}

Json json_of(const FileState& file) {
  return {{"content", binary(file.content)},
          {"mode", file.mode},
          {"uid", file.uid},
          {"gid", file.gid},
          {"is_link", file.is_link}};
}

FileState file_from(const Json& json) {
  return {bytes_in(json.at("content")), number_in<mode_t>(json.at("mode")), number_in<uid_t>(json.at("uid")),
          number_in<gid_t>(json.at("gid")), json.at("is_link")};
}

Json json_of(const LoadProfiles& step) {
  return {{"action", "load"}, {"names", step.names}, {"compiled", binary(step.compiled)}};
}
Json json_of(const UnloadProfile& step) {
  return {{"action", "unload"}, {"name", step.name}};
}
Json json_of(const PlaceFile& step) {
  return {{"action", "place"}, {"path", step.path}, {"file", json_of(step.file)}};
}
Json json_of(const RemoveFile& step) {
  return {{"action", "remove"}, {"path", step.path}};
}
Json json_of(const SetSysctl& step) {
  return {{"action", "set"}, {"name", step.name}, {"value", step.value}};
}
Json json_of(const ReloadUnits& step) {
  return {{"action", "reload"}, {"user", step.scope == UnitScope::user}};
}
Json json_of(const SelectGeneration& step) {
  return {{"action", "select"}, {"number", step.number}};
}

Step step_from(const Json& json) {
  const std::string action = json.at("action");
  if (action == "load") return LoadProfiles{json.at("names"), bytes_in(json.at("compiled"))};
  if (action == "unload") return UnloadProfile{json.at("name")};
  if (action == "place") return PlaceFile{json.at("path"), file_from(json.at("file"))};
  if (action == "remove") return RemoveFile{json.at("path")};
  if (action == "set") return SetSysctl{json.at("name"), json.at("value")};
  if (action == "reload") return ReloadUnits{json.at("user").get<bool>() ? UnitScope::user : UnitScope::system};
  if (action == "select") return SelectGeneration{number_in<int>(json.at("number"))};
  throw Failure(ExitCode::inconsistent, "record-not-ours"_id,
                aug::format("cannot take back a step of the kind '{}'", action));
}

Step possible(Step step) {
  if (const std::string flaw = flaw_in(step); !flaw.empty()) refuse_record(flaw);
  return step;
}

}  // namespace

void refuse_record(const std::string& flaw) {
  throw Failure(ExitCode::inconsistent, "record-not-ours"_id,
                aug::format("cannot take back an interrupted change: its record is not ours, it would {}", flaw),
                "nothing of it was done; find out who wrote the record");
}

std::vector<Step> undo_of(const std::vector<Change>& changes) {
  std::vector<Step> undo;
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    append(undo, change->undo);
  }
  return undo;
}

std::string bytes_of(const Pending& pending) {
  Json json = {{"schema", schema},
               {"boot", pending.boot},
               {"command", pending.command},
               {"new_generation", pending.new_generation},
               {"undo", Json::array()}};
  for (const Step& step : pending.undo) {
    json["undo"].push_back(std::visit([](const auto& each) { return json_of(each); }, step));
  }
  const std::vector<std::uint8_t> bytes = Json::to_cbor(json);
  return {bytes.begin(), bytes.end()};
}

Pending pending_from(std::string_view bytes) {
  if (!is_bounded_cbor(bytes, depth_of_record)) {
    throw Failure(ExitCode::inconsistent, "record-unreadable"_id,
                  "cannot read the record of an interrupted change: it is none that was written");
  }
  try {
    const Json json = Json::from_cbor(bytes.begin(), bytes.end());
    Pending pending{json.at("boot"), json.at("command"), number_in<int>(json.at("new_generation")), {}};
    // Nothing but a generation of ours is taken away.
    possible(SelectGeneration{pending.new_generation});
    for (const Json& step : json.at("undo")) pending.undo.push_back(possible(step_from(step)));
    return pending;
  } catch (const Json::exception& error) {
    throw Failure(ExitCode::inconsistent, "record-unreadable"_id,
                  aug::format("cannot read the record of an interrupted change: {}", error.what()));
  }
}

}  // namespace aug
