#include "core/policy/binary_entries.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/apparmor/aare.h"
#include "core/policy/binary_paths.h"
#include "core/policy/lint_ids.h"
#include "core/policy/policy_fields.h"
#include "core/policy/policy_values.h"
#include "core/policy/repeats.h"
#include "core/policy/template_traits.h"
#include "core/text/format.h"
#include "core/text/paths.h"
#include "core/text/terminal_text.h"
#include "core/text/utf8.h"

namespace aug {

namespace {

constexpr std::array<std::string_view, 10> known_keys = {"path", "template", "profile",     "if_missing", "mode",
                                                         "glob", "helpers",  "on_conflict", "allow",      "reason"};
constexpr auto if_missing_choices = std::to_array<Word<IfMissing>>(
    {{"install", IfMissing::install}, {"skip", IfMissing::skip}, {"fail", IfMissing::fail}});
constexpr auto mode_choices =
    std::to_array<Word<ProfileMode>>({{"enforce", ProfileMode::enforce}, {"complain", ProfileMode::complain}});
constexpr auto on_conflict_choices = std::to_array<Word<OnConflict>>(
    {{"fail", OnConflict::fail}, {"take-over", OnConflict::take_over}, {"extend", OnConflict::extend}});

std::string read_template(Fields& fields, Mistakes& mistakes) {
  const YamlValue* value = fields.require("template", "add 'template: bwrap' or 'template: gateway'");
  const std::optional<std::string> name = fields.text("template");
  if (!name) return "";
  if (is_template_name(*name)) return *name;
  mistakes.add("bad-template-name"_id, value->offset,
               aug::format("'template' must be a name of small letters, digits, '_' and '-', not {}", quoted(*name)));
  return "";
}

// The last part of the path, each character that a profile's name cannot have replaced by '_'.
std::string default_profile(std::string_view path) {
  const std::string last = last_part_of(path);
  std::string name;
  for (std::size_t at = 0; at < last.size();) {
    const Utf8Character character = first_character(std::string_view(last).substr(at));
    // After a letter, only what the character itself can be wrong about is left.
    const bool allowed = character.code < 0x80 && flaw_in_profile_name("a" + last.substr(at, 1)).empty();
    name += allowed ? last[at] : '_';
    at += character.length;
  }
  return name;
}

std::string name_profile_after(const BinaryPath& path, bool glob, std::size_t offset, Mistakes& mistakes) {
  static const std::string hint = "add 'profile:' with a name of letters, digits, '.', '_', '+' and '-'";
  const std::string last = last_part_of(path.text);
  if (glob && has_wildcard(last)) {
    mistakes.add("bad-profile-name"_id, offset, aug::format("{} gives no name for the profile", quoted(last)), hint);
    return "";
  }
  std::string name = default_profile(path.text);
  if (flaw_in_profile_name(name).empty()) return name;
  mistakes.add("bad-profile-name"_id, offset, aug::format("{} gives no valid name for the profile", quoted(last)),
               hint);
  return "";
}

std::string read_profile(const Fields& fields, const BinaryEntry& entry, Repeats& profiles, Mistakes& mistakes) {
  std::string name;
  if (fields.has("profile")) {
    name = fields.text("profile").value_or("");
    const std::string flaw = name.empty() ? "" : flaw_in_profile_name(name);
    if (!flaw.empty()) {
      const std::size_t offset = fields.find("profile")->offset;
      mistakes.add("bad-profile-name"_id, offset, aug::format("'profile' {}: {}", flaw, quoted(name)));
      return "";
    }
  } else if (!entry.paths.empty()) {
    name = name_profile_after(entry.paths.front(), entry.glob, fields.offset_of("path"), mistakes);
  }
  if (!name.empty()) profiles.see(name, fields.offset_of(fields.has("profile") ? "profile" : "path"));
  return name;
}

std::vector<std::string> read_allow(const YamlValue& list, Mistakes& mistakes) {
  std::vector<std::string> words;
  if (!is_list(list, "'allow'", mistakes)) return words;
  for (const YamlValue& item : list.items) {
    const std::optional<std::string> word = read_word(item, "each item of 'allow'", mistakes);
    if (!word) continue;
    if (std::ranges::find(lint_ids(), *word) != lint_ids().end()) {
      words.push_back(*word);
      continue;
    }
    std::string hint = did_you_mean(*word, lint_ids());
    if (hint.empty()) hint = aug::format("possible here: {}", enumerated(lint_ids()));
    mistakes.add("unknown-word"_id, item.offset,
                 aug::format("each item of 'allow' must be the name of a finding, not {}", quoted(*word)), hint);
  }
  return words;
}

// Keys that are right by themselves, but not together.
void check_together(const Fields& fields, const BinaryEntry& entry, Mistakes& mistakes) {
  if (entry.mode == ProfileMode::complain && traits_of(entry.template_name).is_unconfined) {
    mistakes.add(
        "mode-without-use"_id, fields.offset_of("mode"),
        aug::format("'mode: complain' does not go with the template '{}', which is unconfined", entry.template_name),
        "leave 'mode' out: such a profile denies nothing that complain mode could allow");
  }
  if (fields.has("helpers") && !entry.template_name.empty() && !traits_of(entry.template_name).has_child) {
    mistakes.add("helpers-without-use"_id, fields.offset_of("helpers"),
                 aug::format("'helpers' goes with the template '{}' only, not with {}", template_name::bwrap,
                             quoted(entry.template_name)),
                 "leave 'helpers' out");
  }
  if (entry.on_conflict == OnConflict::extend && !fields.has("helpers")) {
    mistakes.add("extend-without-helpers"_id, fields.offset_of("on_conflict"),
                 "'on_conflict: extend' adds helpers to another's profile, and here are none",
                 "add 'helpers:', or leave 'on_conflict' out");
  }
  if (fields.has("allow") && !fields.has("reason")) {
    mistakes.add("missing-reason"_id, fields.offset_of("allow"), "'allow' needs a reason",
                 "add 'reason:' with a sentence for whoever reviews this");
  }
  if (fields.has("reason") && !fields.has("allow")) {
    mistakes.add("reason-without-use"_id, fields.offset_of("reason"), "'reason' is for 'allow', which is not here",
                 "make it a comment");
  }
}

BinaryEntry read_entry(const YamlValue& item, Repeats& paths, Repeats& profiles, Mistakes& mistakes) {
  Fields fields(item, known_keys, mistakes);
  BinaryEntry entry;
  entry.location = mistakes.source().location(item.offset);
  entry.glob = fields.boolean("glob", false);
  if (const YamlValue* path = fields.require("path", "add 'path:' with the path of the binary")) {
    entry.paths = read_binary_paths(*path, entry.glob, paths, mistakes);
  }
  entry.template_name = read_template(fields, mistakes);
  entry.profile = read_profile(fields, entry, profiles, mistakes);
  entry.if_missing = fields.choice("if_missing", if_missing_choices, IfMissing::install);
  entry.mode = fields.choice("mode", mode_choices, ProfileMode::enforce);
  entry.on_conflict = fields.choice("on_conflict", on_conflict_choices, OnConflict::fail);
  if (const YamlValue* helpers = fields.find("helpers")) entry.helpers = read_helpers(*helpers, mistakes);
  if (const YamlValue* allow = fields.find("allow")) entry.allow = read_allow(*allow, mistakes);
  entry.reason = fields.text("reason").value_or("");
  check_together(fields, entry, mistakes);
  return entry;
}

}  // namespace

std::vector<BinaryEntry> read_binary_entries(const YamlValue& list, Mistakes& mistakes) {
  std::vector<BinaryEntry> entries;
  Repeats paths("path", "name each binary once", mistakes);
  Repeats profiles("profile", "add 'profile:' with another name, or make it one entry with a list of paths", mistakes);
  if (!is_list(list, "'binaries'", mistakes)) return entries;
  for (const YamlValue& item : list.items) {
    if (is_map(item, "each item of 'binaries'", mistakes))
      entries.push_back(read_entry(item, paths, profiles, mistakes));
  }
  return entries;
}

}  // namespace aug
