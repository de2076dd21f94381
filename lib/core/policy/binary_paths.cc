#include "core/policy/binary_paths.h"

#include <algorithm>
#include <optional>
#include <string>

#include "core/apparmor/aare.h"
#include "core/policy/helper_path.h"
#include "core/policy/policy_values.h"
#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {

namespace {

enum class Meaning { path, pattern, helper };

bool is_command_name(std::string_view text) {
  const auto allowed = [](char c) {
    return is_letter(c) || is_digit(c) || std::string_view("-_.+").find(c) != std::string_view::npos;
  };
  return !text.empty() && text.front() != '-' && std::ranges::all_of(text, allowed);
}

std::string hint_for_flaw(std::string_view text) {
  if (is_command_name(text)) return aug::format("write the path that 'command -v {}' prints", text);
  if (text.starts_with('~') || text.starts_with('$')) return "write it out: neither '~' nor variables are replaced";
  if (!text.starts_with('/')) return "begin it with '/'";
  if (text.ends_with('/')) return "name the binary, not its folder";
  if (text.find("//") != std::string_view::npos || text.find("/.") != std::string_view::npos) {
    return "write the path that 'realpath' prints for it";
  }
  return "";
}

// '[' and '{' are odd in a file's name, but there is /usr/bin/[.
bool has_brackets(std::string_view text) {
  const std::size_t bracket = text.find('[');
  const std::size_t brace = text.find('{');
  return (bracket != std::string_view::npos && text.find(']', bracket) != std::string_view::npos) ||
         (brace != std::string_view::npos && text.find('}', brace) != std::string_view::npos);
}

void check_literal(const YamlValue& value, Meaning meaning, Mistakes& mistakes) {
  const bool starred = value.text.find_first_of("*?") != std::string::npos;
  if (meaning == Meaning::helper) return;
  static const std::string hint = "set 'glob: true' if it is a pattern";
  if (starred) {
    mistakes.add("wildcard-not-meant"_id, value.offset, "'path' has a wildcard, but 'glob' is not true", hint);
  } else if (has_brackets(value.text)) {
    mistakes.warn("brackets-in-path"_id, value.offset, "'path' stands for one file with these brackets in its name",
                  hint);
  }
}

std::optional<std::string> read_path(const YamlValue& value, const std::string& what, Meaning meaning,
                                     Mistakes& mistakes) {
  std::optional<std::string> word = read_word(value, what, mistakes);
  if (!word) return std::nullopt;
  const bool is_pattern = meaning == Meaning::pattern || (meaning == Meaning::helper && is_helper_pattern(*word));
  const std::string flaw = is_pattern ? flaw_in_pattern(*word) : flaw_in_path(*word);
  if (flaw.empty()) {
    if (meaning != Meaning::pattern) check_literal(value, meaning, mistakes);
    return word;
  }
  const std::string_view form = flaw.starts_with("must not") ? "{} {}, as {} does" : "{} {}, not {}";
  mistakes.add("bad-path"_id, value.offset, aug::format(fmt::runtime(form), what, flaw, quoted(*word)),
               hint_for_flaw(*word));
  return std::nullopt;
}

}  // namespace

std::vector<BinaryPath> read_binary_paths(const YamlValue& value, bool glob, Repeats& repeats, Mistakes& mistakes) {
  const Meaning meaning = glob ? Meaning::pattern : Meaning::path;
  std::vector<BinaryPath> paths;
  const auto add = [&](const YamlValue& one) {
    const std::optional<std::string> path = read_path(one, "'path'", meaning, mistakes);
    if (!path) return;
    repeats.see(*path, one.offset);
    paths.push_back({*path, mistakes.source().location(one.offset)});
  };
  if (value.kind != YamlValue::Kind::list) {
    add(value);
  } else if (is_list(value, "'path'", mistakes)) {
    for (const YamlValue& item : value.items) add(item);
  }
  return paths;
}

std::vector<std::string> read_helpers(const YamlValue& value, Mistakes& mistakes) {
  std::vector<std::string> helpers;
  if (!is_list(value, "'helpers'", mistakes)) return helpers;
  for (const YamlValue& item : value.items) {
    if (const auto path = read_path(item, "each item of 'helpers'", Meaning::helper, mistakes))
      helpers.push_back(*path);
  }
  return helpers;
}

bool has_wildcard(std::string_view text) {
  return text.find_first_of("*?[{") != std::string_view::npos;
}

}  // namespace aug
