#include "app/suggestion_report.h"

#include "core/log/suggestion_text.h"

namespace aug::app {
namespace {

Json json_of(const Incident& incident) {
  return {{"count", incident.count},  {"first", time_of(incident.first)}, {"last", time_of(incident.last)},
          {"pid", incident.last.pid}, {"comm", incident.last.comm},       {"profile", incident.last.profile},
          {"record", incident.text}};
}

Json json_of(const SuggestedEntry& entry) {
  Json evidence = Json::array();
  for (const ExaminedIncident& examined : entry.because) {
    Json incident = json_of(examined.incident);
    incident["path"] = examined.facts.path;
    incident["path_from"] = aug::describe(examined.facts);
    evidence.push_back(std::move(incident));
  }
  return {{"profile", entry.profile},
          {"template", entry.template_name},
          {"paths", entry.paths},
          {"helpers", entry.helpers},
          {"evidence", evidence}};
}

Json json_of(const Remark& remark) {
  Json evidence = Json::array();
  for (const Incident& incident : remark.because) evidence.push_back(json_of(incident));
  return {{"message", remark.what}, {"hint", remark.instead}, {"policy_lines", remark.pasted}, {"evidence", evidence}};
}

}  // namespace

void add_suggestion(Json& fields, const Suggestion& suggestion, const std::string& policy) {
  fields["policy"] = policy;
  for (const char* list : {"entries", "remarks"}) fields[list] = Json::array();
  for (const SuggestedEntry& entry : suggestion.entries) fields["entries"].push_back(json_of(entry));
  for (const Remark& remark : suggestion.remarks) fields["remarks"].push_back(json_of(remark));
}

Diagnoses remarks_on(const Suggestion& suggestion, Severity severity) {
  Diagnoses remarks;
  for (const Remark& remark : suggestion.remarks)
    remarks.push_back({"no-grant-suggested"_id, severity, {}, remark.what, hint_of(remark)});
  return remarks;
}

std::string hint_of(const Remark& remark) {
  std::string hint = remark.instead;
  for (const std::string& line : remark.pasted) hint += "\n" + line;
  return hint;
}

}  // namespace aug::app
