#include "app/change_report.h"

#include <algorithm>
#include <array>

#include "core/status/missing_programs.h"
#include "core/text/counted.h"
#include "core/text/format.h"
#include "core/text/lists.h"
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

/// What is taken away in one colour, what comes in another.
std::string painted_diff(std::string_view diff, const Style& style) {
  std::string text;
  while (!diff.empty()) {
    const std::size_t end = std::min(diff.find('\n'), diff.size());
    const std::string line(diff.substr(0, end));
    text += line.starts_with('+') ? style.good(line) : line.starts_with('-') ? style.bad(line) : line;
    if (end < diff.size()) text += '\n';
    diff.remove_prefix(std::min(end + 1, diff.size()));
  }
  return text;
}

/// How much there is to do, in one sentence.
std::string plan_summary(const std::vector<Change>& changes) {
  enum Kind { load, unload, place, remove, set, reload, kinds };
  std::array<std::size_t, kinds> counts{};
  for (const Change& change : changes) {
    if (const auto* loaded = std::get_if<LoadProfiles>(&change.step)) counts[load] += loaded->names.size();
    counts[unload] += std::holds_alternative<UnloadProfile>(change.step) ? 1 : 0;
    counts[place] += std::holds_alternative<PlaceFile>(change.step) ? 1 : 0;
    counts[remove] += std::holds_alternative<RemoveFile>(change.step) ? 1 : 0;
    counts[set] += std::holds_alternative<SetSysctl>(change.step) ? 1 : 0;
    counts[reload] += std::holds_alternative<ReloadUnits>(change.step) ? 1 : 0;
  }
  constexpr std::array<std::array<std::string_view, 2>, kinds> words = {{{"profile", "load"},
                                                                         {"profile", "unload"},
                                                                         {"file", "place"},
                                                                         {"file", "remove"},
                                                                         {"kernel setting", "set"},
                                                                         {"service manager", "reload"}}};
  std::vector<std::string> parts;
  for (std::size_t kind = 0; kind < kinds; ++kind) {
    if (counts[kind] != 0)
      parts.push_back(aug::format("{} to {}", counted(counts[kind], words[kind][0]), words[kind][1]));
  }
  if (parts.empty()) return "nothing on the host changes: what is applied is written down anew\n";
  return aug::format("{}\n", fmt::join(parts, ", "));
}

/// The steps as lines, each file with its text diff, and how many they are. What is selected is no news to most.
std::string plan_text(const std::vector<Change>& changes, bool is_verbose, const Style& style) {
  if (changes.empty()) return "no changes\n";
  std::string text;
  for (const Change& change : changes) {
    if (std::holds_alternative<SelectGeneration>(change.step) && !is_verbose) continue;
    text += describe(change.step) + "\n";
    if (changes_a_file(change)) text += painted_diff(diff_of(change), style);
  }
  return text + plan_summary(changes);
}

/// What is shown of them, by the names of `words`.
class Shown {
 public:
  Shown(const ChangeWords& words, bool all) : asked_(words.asked), all_(all || words.asked.empty()) {}

  std::vector<ExaminedBinary> of(std::vector<ExaminedBinary> binaries) const {
    std::erase_if(binaries, [&](const auto& each) { return is_beside(each.binary.policy) && is_good(each); });
    return binaries;
  }
  ExaminedSettings of(ExaminedSettings settings) const {
    std::erase_if(settings.sysctls,
                  [&](const auto& each) { return is_beside(each.sysctl.policy) && is_good(each.state); });
    std::erase_if(settings.units, [&](const auto& each) { return is_beside(each.unit.policy) && is_good(each.state); });
    return settings;
  }

 private:
  bool is_beside(const std::string& policy) const { return !all_ && !contains(asked_, policy); }

  const std::vector<std::string>& asked_;
  bool all_;
};

}  // namespace

Report report_on(const Outcome& outcome, const ChangeOptions& options, const ChangeWords& words,
                 const Invocation& invocation) {
  Report report;
  report.diagnoses = outcome.notices;
  const bool is_verbose = invocation.is_set("verbose");
  const Shown shown(words, is_verbose);
  if (words.shows_state) report.add(warnings_on_missing(shown.of(outcome.binaries)));
  if (is_verbose) report.text = sources_text(outcome.sources);
  if (options.dry_run) {
    report.text += plan_text(outcome.changes, is_verbose, invocation.style);
    if (words.shows_state) report.text += warnings_text(outcome.settings, invocation.style);
  } else {
    if (is_verbose) report.text += steps_text(outcome.changes);
    if (words.shows_state) {
      report.text += binaries_text(shown.of(outcome.binaries), invocation.style) +
                     settings_text(shown.of(outcome.settings), invocation.style);
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
