#include <algorithm>
#include <optional>

#include "core/doctor/checks.h"
#include "core/host/bubblewrap.h"
#include "core/host/interpreters.h"
#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/paths.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

/// `path` as a value of YAML.
std::string yaml_word(const std::string& path) {
  const auto is_plain = [](char c) {
    return is_letter(c) || is_digit(c) || std::string_view("_./+-").find(c) != std::string_view::npos;
  };
  if (std::all_of(path.begin(), path.end(), is_plain)) return path;
  std::string word = "'";
  for (const char c : path) word += c == '\'' ? std::string("''") : std::string(1, c);
  return word + "'";
}

/// What of a file's name may be one of a profile.
std::string profile_word(const std::string& name) {
  std::string word;
  for (const char c : name) {
    if (is_letter(c) || is_digit(c) || std::string_view("_.-").find(c) != std::string_view::npos) word += c;
  }
  return word.empty() ? "doctor" : word;
}

std::optional<RemedyNote> refusal_of(const Grant& grant) {
  std::vector<std::string> paths = grant.helpers;
  paths.push_back(grant.path);
  for (const std::string& path : paths) {
    const RunsAnything runs = what_runs_anything(path);
    if (!runs.empty()) return no_grant_note(path, runs.what);
  }
  return std::nullopt;
}

}  // namespace

RemedyNote no_grant_note(const std::string& path, std::string_view what) {
  return {
      aug::format("no grant for {}, which is {}: it would be one for whatever it runs; name the program that is to "
                  "have it instead",
                  quoted(path), what)};
}

RemedyLine grant_remedy(const Grant& grant) {
  const std::string& path = grant.path;
  if (auto refusal = refusal_of(grant)) return *refusal;
  // What is suggested has names of its own that are free.
  const bool is_plain = !grant.takes_over && grant.helpers.empty();
  if (path == bwrap_path && is_plain && grant.profile.empty()) return own_command({"apply", "runner"});
  if (is_plain) return suggested_grant(path);
  const bool is_bwrap = is_bubblewrap(path);
  const std::string last = last_part_of(path);
  // The default is the last part of the path.
  const std::string profile = profile_word(grant.profile.empty() ? last : grant.profile);
  const std::string name = grant.policy.empty() ? with_free_names({}, {path}).policy : grant.policy;
  std::vector<std::string> words{"version: 1", "name: " + name, "binaries:", "  - path: " + yaml_word(path),
                                 aug::format("    template: {}", is_bwrap ? "bwrap" : "gateway")};
  if (profile != last) words.push_back("    profile: " + profile);
  if (!grant.helpers.empty()) words.emplace_back("    helpers:");
  for (const std::string& helper : grant.helpers) words.push_back("      - " + yaml_word(helper));
  if (grant.extends) words.emplace_back("    on_conflict: extend");
  if (grant.takes_over) words.emplace_back("    on_conflict: take-over");
  RemedyCommand command = own_command({"apply", "-"});
  command.input = std::move(words);
  return command;
}

}  // namespace aug
