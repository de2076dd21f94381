#include "core/log/suggestion_text.h"

#include <algorithm>

#include "core/policy/template_traits.h"
#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

/// What needs no quotes in YAML. In quotes, a path without double quotes and backslashes stands for itself.
std::string yaml_of(const std::string& path) {
  const auto is_plain = [](char c) {
    return is_letter(c) || is_digit(c) || std::string_view("/._+-").find(c) != std::string_view::npos;
  };
  return std::ranges::all_of(path, is_plain) ? path : "\"" + path + "\"";
}

std::string comment(std::string_view indentation, std::string_view text) {
  return aug::format("{}# {}\n", indentation, harmless(text));
}

bool rests_on_a_file(const SuggestedEntry& entry) {
  return std::ranges::any_of(
      entry.because, [](const ExaminedIncident& examined) { return examined.incident.author == Author::named_file; });
}

/// Why the entry of a program that was named is as it is.
std::string reasons_for(const SuggestedEntry& entry) {
  std::string text;
  for (const ExaminedIncident& examined : entry.because) {
    const std::string& asked = examined.incident.last.execpath;
    text += comment("  ", describe(examined.facts) + (asked == examined.facts.path ? "" : ", as " + asked));
  }
  text += comment("  ", entry.template_name == template_name::bwrap
                            ? "bwrap: it may build its sandboxes, and what runs in them has no capabilities"
                            : "gateway: for a program that builds a sandbox of its own; nothing else is denied to it");
  if (entry.is_renamed) text += comment("  ", "profile: its own name is taken by a profile of somebody else");
  return text + comment("  ", "if_missing: where the program is not installed, nothing is granted");
}

std::string evidence_for(const SuggestedEntry& entry) {
  std::string text;
  for (const ExaminedIncident& examined : entry.because) {
    text += comment("  ", aug::format("{}; {}", how_often(examined.incident), describe(examined.facts)));
    text += comment("  ", examined.incident.text);
  }
  return text;
}

std::string entry_text(const SuggestedEntry& entry) {
  std::string text = entry.is_named() ? reasons_for(entry) : evidence_for(entry);
  if (!entry.helpers.empty()) {
    text += comment("  ",
                    "helpers: only what is trusted to make sandboxes within the sandbox; what that runs has no "
                    "capabilities");
  }
  for (const std::string& line : policy_lines(entry)) text += aug::format("  {}\n", line);
  return text;
}

std::string remark_text(const Remark& remark) {
  std::string text = comment("", aug::format("- {}", remark.what));
  if (!remark.instead.empty()) text += comment("", aug::format("  hint: {}", remark.instead));
  for (const std::string& line : remark.pasted) text += comment("", "    " + line);
  for (const Incident& incident : remark.because) {
    text += comment("", aug::format("  {}: {}", how_often(incident), incident.text));
  }
  return text;
}

}  // namespace

std::vector<std::string> policy_lines(const SuggestedEntry& entry) {
  std::vector<std::string> paths;
  for (const std::string& path : entry.paths) paths.push_back(yaml_of(path));
  const std::string all = aug::format("{}", fmt::join(paths, ", "));
  // A plain word in brackets would end at a comma; only quoted ones have any.
  std::vector<std::string> lines{"- path: " + (paths.size() == 1 ? all : "[" + all + "]"),
                                 "  template: " + entry.template_name};
  if (entry.is_renamed) lines.push_back("  profile: " + entry.profile);
  if (entry.is_named()) lines.emplace_back("  if_missing: skip");
  if (entry.helpers.empty()) return lines;
  lines.emplace_back("  helpers:");
  for (const std::string& helper : entry.helpers) lines.push_back("    - " + yaml_of(helper));
  lines.emplace_back("  on_conflict: extend");
  return lines;
}

std::string how_often(const Incident& incident) {
  const std::string times = incident.count == 1 ? "once" : aug::format("{} times", incident.count);
  const std::string first = time_of(incident.first);
  const std::string last = time_of(incident.last);
  if (last.empty()) return times + ", without a date";
  return first.empty() || first == last ? aug::format("{} at {}", times, last)
                                        : aug::format("{} from {} to {}", times, first, last);
}

std::string describe(const ProgramFacts& facts) {
  switch (facts.source) {
    case ProgramFacts::Source::record:
      return facts.exists ? "the path is that of the record" : "the path is that of the record; it is not there now";
    case ProgramFacts::Source::process:
      return "the record has no path; a process of that name and number runs this now, and a process can give itself "
             "any name, and run another program afterwards";
    case ProgramFacts::Source::installed:
      return "the record has no path; this is the only program of that name in the standard folders, and a process can "
             "give itself any name";
    case ProgramFacts::Source::script:
      return "the path of the record is that of its interpreter; this is the only script of that name in the standard "
             "folders, and a process can give itself any name";
    case ProgramFacts::Source::elsewhere:
      return aug::format(
          "the record has no path{}; this is the only other program of that name that was found, and a "
          "process can give itself any name",
          facts.refuted.empty() ? "" : ", and cannot mean " + facts.refuted + ", which has a profile");
    case ProgramFacts::Source::named:
      return "the program that was named";
    case ProgramFacts::Source::none:
      break;
  }
  return "the path is not known";
}

std::string policy_text(const Suggestion& suggestion, const std::string& origin) {
  if (suggestion.entries.empty()) return "";
  std::string text =
      comment("", aug::format("Suggested by aa-userns-gen from {}. Read it before you apply it.", origin));
  text += comment(
      "", "A program with the template 'gateway' may use user namespaces again, and so may all that it starts.");
  if (std::ranges::any_of(suggestion.entries, rests_on_a_file)) {
    text +=
        comment("",
                "The log was not read from the kernel itself: anybody who could write to that file could have put a "
                "line there.");
  }
  text += aug::format(
      "version: 1\n"
      "name: {}\n"
      "description: Programs that {}\n"
      "binaries:\n",
      suggestion.policy,
      suggestion.entries.front().is_named() ? "were named for a grant" : "the log shows without their grant");
  for (const SuggestedEntry& entry : suggestion.entries) text += entry_text(entry);
  if (suggestion.remarks.empty()) return text;
  text += "\n" + comment("", "Not in this policy:");
  for (const Remark& remark : suggestion.remarks) text += remark_text(remark);
  return text;
}

}  // namespace aug
