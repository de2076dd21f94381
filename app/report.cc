#include "app/report.h"

#include <algorithm>
#include <map>

#include "core/text/format.h"
#include "core/text/text_diff.h"

namespace aug::app {
namespace {

constexpr int schema = 1;

Json json_of(const Diagnosis& diagnosis) {
  return {{"severity", name_of(diagnosis.severity)}, {"file", diagnosis.place.file}, {"line", diagnosis.place.line},
          {"column", diagnosis.place.column},        {"message", diagnosis.message}, {"hint", diagnosis.hint}};
}

Json json_of(const PlannedBinary& binary) {
  return {{"path", binary.path},       {"real_path", binary.real_path},  {"template", binary.template_name},
          {"profile", binary.profile}, {"state", name_of(binary.state)}, {"by", binary.by},
          {"detail", binary.detail},   {"allowed", binary.allowed}};
}

std::string painted_state(BinaryState state, const Style& style) {
  const std::string padded = aug::format("{:<16}", name_of(state));
  if (!is_good(state)) return style.bad(padded);
  return state == BinaryState::granted || state == BinaryState::granted_by_other ? style.good(padded)
                                                                                 : style.weak(padded);
}

/// The text of a file before and after a change of it.
std::string diff_of(const Change& change) {
  const auto* placed = std::get_if<PlaceFile>(&change.step);
  const auto* old = change.undo.empty() ? nullptr : std::get_if<PlaceFile>(&change.undo.front());
  return unified_diff(old != nullptr ? old->file.content : "", placed != nullptr ? placed->file.content : "");
}

Json json_of(const LoadProfiles& step) {
  return {{"action", "load"}, {"profiles", step.names}};
}
Json json_of(const UnloadProfile& step) {
  return {{"action", "unload"}, {"profiles", {step.name}}};
}
Json json_of(const PlaceFile& step) {
  return {{"action", "place"}, {"path", step.path}};
}
Json json_of(const RemoveFile& step) {
  return {{"action", "remove"}, {"path", step.path}};
}
Json json_of(const SetSysctl& step) {
  return {{"action", "set"}, {"sysctl", step.name}, {"value", step.value}};
}
Json json_of(const ReloadUnits& step) {
  return {{"action", "reload"}, {"scope", step.scope == UnitScope::user ? "user" : "system"}};
}
Json json_of(const SelectGeneration& step) {
  return {{"action", "select"}, {"generation", step.number}};
}

bool changes_a_file(const Change& change) {
  return std::holds_alternative<PlaceFile>(change.step) || std::holds_alternative<RemoveFile>(change.step);
}

}  // namespace

std::string Style::painted(const std::string& text, const char* code) const {
  return color ? aug::format("\x1b[{}m{}\x1b[0m", code, text) : text;
}

std::string json_text(const std::string& command, const Report& report) {
  Json json = {
      {"schema", schema}, {"command", command}, {"exit", static_cast<int>(report.exit)}, {"diagnoses", Json::array()}};
  for (const Diagnosis& diagnosis : report.diagnoses) json["diagnoses"].push_back(json_of(diagnosis));
  json.update(report.fields);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string diagnoses_text(const Diagnoses& diagnoses, const Style& style) {
  std::string text;
  for (const Diagnosis& diagnosis : diagnoses) {
    std::string lines = diagnosis.place.file.empty() ? "aa-userns-gen: " + describe(diagnosis) : describe(diagnosis);
    const std::string word = aug::format("{}:", name_of(diagnosis.severity));
    const std::string painted = diagnosis.severity == Severity::error ? style.bad(word) : style.weak(word);
    if (const std::size_t at = lines.find(word); at != std::string::npos) lines.replace(at, word.size(), painted);
    text += lines;
  }
  return text;
}

std::string binaries_text(const std::vector<PlannedBinary>& binaries, const Style& style) {
  std::size_t widest = 0;
  for (const PlannedBinary& binary : binaries) widest = std::max(widest, binary.path.size());
  std::string text;
  for (const PlannedBinary& binary : binaries) {
    text += aug::format("{} {:<{}}  profile {} ({})", painted_state(binary.state, style), binary.path, widest,
                        binary.by.empty() ? binary.profile : binary.by, binary.policy);
    if (!binary.detail.empty()) text += ": " + binary.detail;
    if (!binary.allowed.empty()) text += aug::format("; allowed: {}", binary.allowed);
    text += '\n';
  }
  return text;
}

Json policies_json(const std::vector<PlannedBinary>& binaries, const ExaminedSettings& settings) {
  std::map<std::string, Json> binaries_of;
  for (const PlannedBinary& binary : binaries) binaries_of[binary.policy].push_back(json_of(binary));
  for (const ExaminedSysctl& examined : settings.sysctls)
    binaries_of.try_emplace(examined.sysctl.policy, Json::array());
  for (const ExaminedUnit& examined : settings.units) binaries_of.try_emplace(examined.unit.policy, Json::array());
  Json policies = Json::array();
  for (auto& [name, each] : binaries_of) policies.push_back({{"name", name}, {"binaries", std::move(each)}});
  return policies;
}

Json steps_json(const std::vector<Change>& changes) {
  Json steps = Json::array();
  for (const Change& change : changes) {
    Json step = std::visit([](const auto& each) { return json_of(each); }, change.step);
    if (changes_a_file(change)) step["diff"] = diff_of(change);
    steps.push_back(std::move(step));
  }
  return steps;
}

std::string steps_text(const std::vector<Change>& changes) {
  std::string text;
  for (const Change& change : changes) text += describe(change.step) + "\n";
  return text;
}

std::string plan_text(const std::vector<Change>& changes) {
  if (changes.empty()) return "no changes\n";
  std::string text;
  for (const Change& change : changes) {
    text += describe(change.step) + "\n";
    if (changes_a_file(change)) text += diff_of(change);
  }
  return text;
}

}  // namespace aug::app
