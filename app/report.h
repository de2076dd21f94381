#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/status/examined_binary.h"
#include "core/status/proof.h"
#include "core/status/setting_state.h"
#include "core/text/diagnosis.h"
#include "core/text/exit_code.h"
#include "core/text/lists.h"

namespace aug::app {

using Json = nlohmann::ordered_json;

/// The answer of a command, in both forms; nothing is printed before it ends.
struct Report {
  ExitCode exit = ExitCode::done;
  Diagnoses diagnoses;
  std::string text;              ///< for people, on standard output
  Json fields = Json::object();  ///< what --json adds to the common keys

  void add(const Diagnoses& more) { append(diagnoses, more); }
};

/// How text may look.
struct Style {
  bool color = false;
  bool names_kinds = false;  ///< each diagnosis with its id
  std::size_t width = 0;     ///< of the terminal that standard output is; 0 where it is none

  bool is_for_terminal() const { return width != 0; }

  std::string good(const std::string& text) const { return painted(text, good_paint); }
  std::string bad(const std::string& text) const { return painted(text, bad_paint); }
  std::string weak(const std::string& text) const { return painted(text, weak_paint); }

  /// All that goes to the terminal passes here: of what others wrote, names of files as well as logs, nothing acts
  /// there.
  std::string only_ours(std::string_view text) const;

 private:
  static constexpr std::string_view good_paint = "\x1b[32m";
  static constexpr std::string_view bad_paint = "\x1b[1;31m";
  static constexpr std::string_view weak_paint = "\x1b[33m";
  static constexpr std::string_view end_of_paint = "\x1b[0m";

  std::string painted(const std::string& text, std::string_view begin) const;
};

/// The first column of rows, which has a state.
inline constexpr std::size_t width_of_state = 16;

/// The one object of --json.
std::string json_text(const std::string& command, const Report& report);

/// The diagnoses for people, on standard error.
std::string diagnoses_text(const Diagnoses& diagnoses, const Style& style);

/// Binaries as lines: state, path, profile and what else there is to say.
std::string binaries_text(const std::vector<ExaminedBinary>& binaries, const Style& style);

/// Kernel settings and units as lines, in the same columns; what takes a protection away stands out.
std::string settings_text(const ExaminedSettings& settings, const Style& style);

/// The settings of these that take a protection away, a line each.
std::string warnings_text(const ExaminedSettings& settings, const Style& style);

/// The fields "sysctls" and "units".
void add_settings(Json& fields, const ExaminedSettings& settings);

/// How deep it was looked at binaries, and when.
struct Inspection {
  Proof deepest = Proof::none;
  std::string at;
};

/// Policies with their binaries, as `status` gives them; one that has settings only has none. With an inspection, each
/// binary has the proof that it gave.
Json policies_json(const std::vector<ExaminedBinary>& binaries, const ExaminedSettings& settings,
                   const std::optional<Inspection>& inspection = std::nullopt);

}  // namespace aug::app
