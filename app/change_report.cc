#include "app/change_report.h"

#include "core/status/missing_programs.h"
#include "core/text/format.h"
#include "core/text/text_diff.h"

namespace aug::app {
namespace {

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
  return {{"action", "reload"}, {"scope", name_of(step.scope)}};
}
Json json_of(const SelectGeneration& step) {
  return {{"action", "select"}, {"generation", step.number}};
}

bool changes_a_file(const Change& change) {
  return std::holds_alternative<PlaceFile>(change.step) || std::holds_alternative<RemoveFile>(change.step);
}

Json json_of(const Step& step) {
  return std::visit([](const auto& each) { return json_of(each); }, step);
}

Json json_of(const std::vector<Change>& changes) {
  Json steps = Json::array();
  for (const Change& change : changes) {
    Json step = json_of(change.step);
    if (changes_a_file(change)) step["diff"] = diff_of(change);
    steps.push_back(std::move(step));
  }
  return steps;
}

std::string sources_text(const std::vector<std::string>& sources) {
  std::string text;
  for (const std::string& source : sources) text += aug::format("use {}\n", source);
  return text;
}

/// The steps as lines.
std::string steps_text(const std::vector<Change>& changes) {
  std::string text;
  for (const Change& change : changes) text += describe(change.step) + "\n";
  return text;
}

/// The steps as lines, each file with its text diff.
std::string plan_text(const std::vector<Change>& changes) {
  if (changes.empty()) return "no changes\n";
  std::string text;
  for (const Change& change : changes) {
    text += describe(change.step) + "\n";
    if (changes_a_file(change)) text += diff_of(change);
  }
  return text;
}

}  // namespace

Report report_on(const Outcome& outcome, const ChangeOptions& options, const ChangeWords& words,
                 const Invocation& invocation) {
  Report report;
  report.diagnoses = outcome.notices;
  if (words.shows_state) report.add(warnings_on_missing(outcome.binaries));
  if (invocation.is_set("verbose")) report.text = sources_text(outcome.sources);
  if (options.dry_run) {
    report.text += plan_text(outcome.changes);
    if (words.shows_state) report.text += warnings_text(outcome.settings, invocation.style);
  } else {
    if (invocation.is_set("verbose")) report.text += steps_text(outcome.changes);
    if (words.shows_state) {
      report.text +=
          binaries_text(outcome.binaries, invocation.style) + settings_text(outcome.settings, invocation.style);
    }
    report.text += (outcome.changes.empty() ? words.unchanged : words.done) + '\n';
  }
  report.fields = {{"generation", outcome.generation},
                   {"policies", policies_json(outcome.binaries, outcome.settings)},
                   // With their diffs, which may take long, only where they are shown.
                   {"steps", invocation.is_set("json") ? json_of(outcome.changes) : Json::array()}};
  add_settings(report.fields, outcome.settings);
  return report;
}

Json steps_json(const std::vector<Step>& steps) {
  Json list = Json::array();
  for (const Step& step : steps) list.push_back(json_of(step));
  return list;
}

}  // namespace aug::app
