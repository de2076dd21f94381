// What must hold for every value that a policy may have, and for every path that it may lead to: the real parser finds
// the rules of the template in the profile, none more and none less, with this value in its place.
//
// The input is a line of options (g: template gateway, c: complain mode, *: patterns), a line with the profile's name
// or nothing, and lines with paths: "h PATH" a helper, "l PATH" where all paths lead to, "PATH" a program.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/apparmor/aare.h"
#include "core/plan/profile_planner.h"
#include "core/plan/profile_text.h"
#include "core/policy/policy_reader.h"
#include "core/text/ascii.h"
#include "core/text/failure.h"
#include "fuzz/parsed_profile.h"
#include "fuzz/require.h"
#include "system/built_in_files.h"

namespace {

using aug::require;

struct Wish {
  std::string policy;               ///< as YAML
  std::optional<std::string> real;  ///< where the paths lead
};

/// In double quotes, as YAML spells it.
std::string in_quotes(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (static_cast<unsigned char>(c) < ' ') {
      constexpr std::string_view digits = "0123456789abcdef";
      quoted += {'\\', 'x', digits[static_cast<std::size_t>(c) / 16], digits[static_cast<std::size_t>(c) % 16]};
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

Wish wish_in(const std::string& text) {
  std::istringstream lines(text);
  std::string options;
  std::string name;
  std::getline(lines, options);
  std::getline(lines, name);
  const auto has = [&](char c) { return options.find(c) != std::string::npos; };
  Wish wish;
  std::string paths;
  std::string helpers;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("h ")) {
      helpers += (helpers.empty() ? "" : ", ") + in_quotes(line.substr(2));
    } else if (line.starts_with("l ")) {
      wish.real = line.substr(2);
    } else {
      paths += (paths.empty() ? "" : ", ") + in_quotes(line);
    }
  }
  wish.policy = "version: 1\nname: fuzz\ndescription: a test\nbinaries:\n  - path: [" + paths + "]\n";
  wish.policy += has('g') ? "    template: gateway\n" : "    template: bwrap\n";
  if (!name.empty()) wish.policy += "    profile: " + in_quotes(name) + "\n";
  if (!helpers.empty()) wish.policy += "    helpers: [" + helpers + "]\n";
  if (has('c')) wish.policy += "    mode: complain\n";
  if (has('*')) wish.policy += "    glob: true\n";
  return wish;
}

const aug::Templates& templates() {
  static const aug::Templates all = [] {
    aug::Templates found;
    constexpr std::string_view folder = "templates/";
    for (const auto& [name, content] : aug::built_in_files()) {
      if (!name.starts_with(folder)) continue;
      const std::string short_name(name.substr(folder.size()));
      found.try_emplace(short_name, std::string(content), short_name);
    }
    return found;
  }();
  return all;
}

/// A host with the restriction, where all is there and nobody else has a profile.
std::vector<aug::ProfilePlan> planned(const aug::Policy& policy, const std::optional<std::string>& real) {
  static const aug::ParserSetting parser = aug::parser_to_ask();
  aug::HostFacts facts;
  if (!aug::knows_priority(parser)) facts.parser_without_priority = parser.program;
  for (const aug::BinaryEntry& entry : policy.binaries) {
    for (const std::string& path : entry.helpers) facts.paths[path] = {true, true, path, {}};
    for (const aug::BinaryPath& path : entry.paths) facts.paths[path.text] = {true, true, real.value_or(path.text), {}};
  }
  return aug::plan_profiles({{policy, true}}, facts, templates()).profiles;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

/// What the parser makes of it, with this program's own words. A parser that lacks rules of the template is asked about
/// the others.
aug::ParsedProfile parsed(aug::RenderedProfile profile) {
  static const aug::ParserSetting setting = aug::parser_to_ask();
  static const bool is_old = aug::parser_flaw(setting).has_value();
  if (is_old) {
    for (const char* line : {"\nabi <abi/4.0>,\n", "\n  userns,\n", "\n  mqueue,\n"})
      profile.text = replaced(profile.text, line, "\n\n");
  }
  return aug::parsed(setting, profile);
}

std::string unescaped(const std::string& pattern) {
  std::string path;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '\\') ++at;
    path += pattern[at];
  }
  return path;
}

bool is_literal(const std::string& pattern) {
  return aug::literal_pattern(unescaped(pattern)) == pattern;
}

/// The same with values that mean nothing. The parser numbers targets in the order of the paths that lead to them, of
/// which the template has "/**".
aug::ProfilePlan harmless_twin(aug::ProfilePlan plan, const std::string& name) {
  for (std::string* each : {&plan.name, &plan.child, &plan.helper}) {
    if (each->ends_with(name)) each->replace(each->size() - name.size(), name.size(), "harmless");
  }
  int number = 0;
  for (std::string& pattern : plan.attachments) pattern = "/opt/harmless" + std::to_string(number++);
  for (std::string& pattern : plan.helpers) {
    // One with wildcards has a weight of its own, and stays a pattern.
    const std::string place = pattern < "/**" ? "/!" : "/opt/";
    pattern = place + (is_literal(pattern) ? "" : "?") + std::to_string(number++);
  }
  return plan;
}

/// Takes the pattern out: it is there once, and if it stands for one path, it is understood as just that.
std::string take(aug::ParsedProfile& profile, const std::string& pattern, const std::string& path) {
  const auto found = std::ranges::find_if(
      profile.patterns, [&](const aug::ParsedPattern& each) { return each.pattern.starts_with(pattern + "   ->   "); });
  require(found != profile.patterns.end(), "the parser takes a value as it is");
  require(path.empty() || aug::literal_in(found->tree) == path, "a path stands for itself");
  const std::string permissions = found->permissions;
  profile.patterns.erase(found);
  return permissions;
}

/// The permissions of the values, in their order; what is left are the template's.
std::vector<std::string> take_values(aug::ParsedProfile& profile, const aug::ProfilePlan& plan, bool glob) {
  std::vector<std::string> permissions;
  if (!plan.attachments.empty()) {
    const std::string quoted = aug::quoted_alternatives(plan.attachments);
    const std::string& first = plan.attachments.front();
    const std::string path = !glob && plan.attachments.size() == 1 ? unescaped(first) : "";
    permissions.push_back(take(profile, quoted.substr(1, quoted.size() - 2), path));
  }
  for (const std::string& pattern : plan.helpers) {
    permissions.push_back(take(profile, pattern, is_literal(pattern) ? unescaped(pattern) : ""));
  }
  std::ranges::sort(profile.patterns, {}, &aug::ParsedPattern::pattern);
  return permissions;
}

void check_profile(const aug::ProfilePlan& plan, const aug::RenderedProfile& rendered, const std::string& name,
                   bool glob) {
  const aug::ProfilePlan twin = harmless_twin(plan, name);
  aug::ParsedProfile real = parsed(rendered);
  aug::ParsedProfile harmless = parsed(aug::render_profiles({twin}, templates()).front());
  for (std::string& part : harmless.parts) part = replaced(part, "harmless", name);
  std::ranges::sort(harmless.parts);
  require(real.parts == harmless.parts, "the compiled form has the template's names and flags");
  require(real.rules == harmless.rules, "the rules are the template's");
  require(take_values(real, plan, glob) == take_values(harmless, twin, false),
          "the values have the template's permissions");
  require(real.patterns == harmless.patterns, "there is no path beside the values and the template's");
}

/// Whether the parser was asked about a text like this already: it takes its time, and letters are all alike to it.
bool is_new(const std::string& text) {
  static std::set<std::string> seen;
  std::string shape;
  for (const char c : text) {
    const char kind = aug::is_letter(c) || aug::is_digit(c) ? 'a' : c;
    if (kind != 'a' || !shape.ends_with('a')) shape += kind;
  }
  return seen.insert(shape).second;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Wish wish = wish_in(std::string(data, data + size));
  const aug::PolicyReading reading = aug::read_policy(wish.policy, "fuzz.yaml");
  if (!reading.policy) return 0;
  std::vector<aug::ProfilePlan> plans;
  std::vector<aug::RenderedProfile> rendered;
  try {
    plans = planned(*reading.policy, wish.real);
    rendered = aug::render_profiles(plans, templates());
  } catch (const aug::Failure& failure) {
    for (const aug::Diagnosis& diagnosis : failure.diagnoses()) aug::require_can_be_shown(diagnosis);
    return 0;
  }
  const aug::BinaryEntry& entry = reading.policy->binaries.front();
  for (std::size_t at = 0; at < plans.size(); ++at) {
    if (is_new(rendered[at].text)) check_profile(plans[at], rendered[at], entry.profile, entry.glob);
  }
  return 0;
}
