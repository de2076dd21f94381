#include "app/report.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/text/counted.h"
#include "core/text/format.h"
#include "core/text/paths.h"
#include "core/text/terminal_text.h"
#include "core/text/wrapped.h"

namespace aug::app {
namespace {

constexpr int schema = 1;

Json json_of(const Diagnosis& diagnosis) {
  return {
      {"id", diagnosis.id.text()},       {"severity", name_of(diagnosis.severity)}, {"file", diagnosis.location.file},
      {"line", diagnosis.location.line}, {"column", diagnosis.location.column},     {"message", diagnosis.message},
      {"hint", diagnosis.hint}};
}

Json json_of(const ExaminedHelper& examined, const std::string& by) {
  const PlannedHelper& helper = examined.helper;
  return {{"path", helper.path},
          {"real_path", helper.real_path},
          {"profile", examined.profile},
          {"state", name_of(examined.state)},
          {"by", by},
          {"detail", examined.detail},
          {"allowed", helper.allowed},
          {"moved_to", examined.moved_to}};
}

Json json_of(const ExaminedBinary& examined) {
  const auto& [binary, state, detail, helpers] = examined;
  Json json = {{"path", binary.path},       {"real_path", binary.real_path}, {"template", binary.template_name},
               {"profile", binary.profile}, {"state", name_of(state)},       {"by", binary.by},
               {"detail", detail},          {"allowed", binary.allowed},     {"helpers", Json::array()}};
  for (const ExaminedHelper& helper : helpers) json["helpers"].push_back(json_of(helper, binary.by));
  return json;
}

Json json_of_proof(const ExaminedBinary& examined, const Inspection& inspection) {
  const Proof proof = proof_of(examined.state, inspection.deepest);
  return {{"proof", name_of(proof)}, {"proved_at", proof == Proof::none ? "" : inspection.at}};
}

std::string painted_state(BinaryState state, const Style& style) {
  const std::string padded = aug::format("{:<{}}", name_of(state), width_of_state);
  if (!is_good(state)) return style.bad(padded);
  return state == BinaryState::granted || state == BinaryState::granted_by_other ? style.good(padded)
                                                                                 : style.weak(padded);
}

struct Row {
  BinaryState state;
  std::string path;
  std::string words;
  std::string detail;
  std::string allowed;
};

bool is_another_place(const Row& row, const Row& before) {
  return row.state == BinaryState::missing && before.state == row.state && row.words == before.words &&
         row.detail == before.detail && row.allowed == before.allowed && !row.words.starts_with("helper of ") &&
         last_part_of(row.path) == last_part_of(before.path);
}

/// The rows, but one for all the places in which a program of one name is not.
std::vector<Row> without_further_places(const std::vector<Row>& rows) {
  std::vector<Row> left;
  std::size_t first = 0;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (at > 0 && is_another_place(rows[at], rows[at - 1])) {
      left.back().path = aug::format("{}, nor in {}", rows[first].path, counted(at - first, "other place"));
    } else {
      left.push_back(rows[at]);
      first = at;
    }
  }
  return left;
}

std::string text_of(const std::vector<Row>& all, const Style& style) {
  const std::vector<Row> rows = without_further_places(all);
  // One long path shall not push all others' words off the screen.
  constexpr std::size_t widest_column = 44;
  std::size_t widest = 0;
  for (const Row& row : rows) {
    if (row.path.size() <= widest_column) widest = std::max(widest, row.path.size());
  }
  std::string text;
  for (const Row& row : rows) {
    std::string line = aug::format("{} {:<{}}  {}", painted_state(row.state, style), row.path, widest, row.words);
    if (!row.detail.empty()) line += ": " + row.detail;
    if (!row.allowed.empty()) line += aug::format("; allowed: {}", row.allowed);
    text += wrapped(style.only_ours(line), width_of_state + 1, style.width) + '\n';
  }
  return text;
}

}  // namespace

std::string Style::painted(const std::string& text, std::string_view begin) const {
  return color ? aug::format("{}{}{}", begin, text, end_of_paint) : text;
}

std::string Style::only_ours(std::string_view text) const {
  static constexpr std::array sequences = {good_paint, bad_paint, weak_paint, end_of_paint};
  return harmless_lines(text,
                        color ? std::span<const std::string_view>(sequences) : std::span<const std::string_view>());
}

std::string json_text(const std::string& command, const Report& report) {
  Json json = {
      {"schema", schema}, {"command", command}, {"exit", static_cast<int>(report.exit)}, {"diagnoses", Json::array()}};
  for (const Diagnosis& diagnosis : report.diagnoses) json["diagnoses"].push_back(json_of(diagnosis));
  json.update(report.fields);
  // In ASCII alone: what a terminal acts on is spelled out by the rules of JSON, whoever wrote it.
  return json.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

std::string diagnoses_text(const Diagnoses& diagnoses, const Style& style) {
  std::string text;
  for (const Diagnosis& diagnosis : diagnoses) {
    std::string lines = diagnosis.location.file.empty() ? "aa-userns-gen: " + describe(diagnosis) : describe(diagnosis);
    const std::string word = aug::format("{}:", name_of(diagnosis.severity));
    const std::string named =
        style.names_kinds ? aug::format("{}[{}]:", name_of(diagnosis.severity), diagnosis.id.text()) : word;
    const std::string painted = diagnosis.severity == Severity::error ? style.bad(named) : style.weak(named);
    if (const std::size_t at = lines.find(word); at != std::string::npos) lines.replace(at, word.size(), painted);
    text += lines;
  }
  return text;
}

std::string binaries_text(const std::vector<ExaminedBinary>& binaries, const Style& style) {
  std::vector<Row> rows;
  for (const ExaminedBinary& each : binaries) {
    const PlannedBinary& binary = each.binary;
    rows.push_back({each.state, binary.path,
                    aug::format("profile {} ({})", binary.by.empty() ? binary.profile : binary.by, binary.policy),
                    each.detail, binary.allowed});
    for (const ExaminedHelper& helper : each.helpers) {
      rows.push_back({helper.state, helper.helper.path,
                      aug::format("helper of {}, profile {} ({})", binary.path, helper.profile, binary.policy),
                      helper.detail, helper.helper.allowed});
    }
  }
  return text_of(rows, style);
}

Json policies_json(const std::vector<ExaminedBinary>& binaries, const ExaminedSettings& settings,
                   const std::optional<Inspection>& inspection) {
  std::map<std::string, Json> binaries_of;
  for (const ExaminedBinary& each : binaries) {
    Json binary = json_of(each);
    if (inspection) binary.update(json_of_proof(each, *inspection));
    binaries_of[each.binary.policy].push_back(std::move(binary));
  }
  for (const ExaminedSysctl& examined : settings.sysctls)
    binaries_of.try_emplace(examined.sysctl.policy, Json::array());
  for (const ExaminedUnit& examined : settings.units) binaries_of.try_emplace(examined.unit.policy, Json::array());
  Json policies = Json::array();
  for (auto& [name, each] : binaries_of) policies.push_back({{"name", name}, {"binaries", std::move(each)}});
  return policies;
}

}  // namespace aug::app
