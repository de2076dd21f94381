#include "core/status/answer.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug {
namespace {

using Json = nlohmann::json;

Generation plan_of(const Answer& answer) {
  Generation plan;
  plan.policies = answer.policies;
  for (const ExaminedBinary& each : answer.binaries) plan.binaries.push_back(each.binary);
  return plan;
}

Json json_of(const ExaminedBinary& examined) {
  Json helpers = Json::array();
  for (const ExaminedHelper& each : examined.helpers) {
    const auto& planned = examined.binary.helpers;
    const auto at = std::find(planned.begin(), planned.end(), each.helper);
    helpers.push_back({at - planned.begin(), each.profile, name_of(each.state), each.detail});
  }
  return {name_of(examined.state), examined.detail, helpers};
}

ExaminedBinary examined_from(const Json& json, PlannedBinary binary) {
  ExaminedBinary examined{std::move(binary), binary_state_from(json.at(0).get<std::string>()), json.at(1)};
  for (const Json& each : json.at(2)) {
    examined.helpers.push_back({examined.binary.helpers.at(each.at(0).get<std::size_t>()), each.at(1),
                                binary_state_from(each.at(2).get<std::string>()), each.at(3)});
  }
  return examined;
}

}  // namespace

std::string bytes_of(const Answer& answer) {
  Json states = Json::array();
  for (const ExaminedBinary& each : answer.binaries) states.push_back(json_of(each));
  const Json json = {{"generation", answer.generation},
                     {"plan", folder_of(plan_of(answer))},
                     {"states", states},
                     {"found_at", answer.found_at},
                     {"sources", answer.sources}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Answer answer_from(const std::string& bytes) {
  try {
    const Json json = Json::parse(bytes);
    Generation plan = generation_from(json.at("plan").get<Folder>());
    Answer answer{json.at("generation"), std::move(plan.policies), {}, json.at("found_at"), json.at("sources")};
    for (std::size_t i = 0; i < plan.binaries.size(); ++i) {
      answer.binaries.push_back(examined_from(json.at("states").at(i), std::move(plan.binaries[i])));
    }
    return answer;
  } catch (const Json::exception& error) {
    throw Failure(ExitCode::failed, "state-unreadable"_id,
                  aug::format("cannot read what was found before: {}", error.what()));
  } catch (const std::out_of_range& error) {
    throw Failure(ExitCode::failed, "state-unreadable"_id,
                  aug::format("cannot read what was found before: {}", error.what()));
  }
}

}  // namespace aug
