#include "core/status/answer.h"

#include <nlohmann/json.hpp>

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

}  // namespace

std::string bytes_of(const Answer& answer) {
  Json states = Json::array();
  for (const ExaminedBinary& each : answer.binaries) states.push_back({name_of(each.state), each.detail});
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
      const Json& state = json.at("states").at(i);
      answer.binaries.push_back(
          {std::move(plan.binaries[i]), binary_state_from(state.at(0).get<std::string>()), state.at(1)});
    }
    return answer;
  } catch (const Json::exception& error) {
    throw Failure(ExitCode::failed, "state-unreadable"_id,
                  aug::format("cannot read what was found before: {}", error.what()));
  }
}

}  // namespace aug
