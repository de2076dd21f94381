#include "core/plan/lints.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/apparmor/pattern_overlap.h"
#include "core/host/bubblewrap.h"
#include "core/host/interpreters.h"
#include "core/policy/helper_path.h"
#include "core/policy/lint_ids.h"
#include "core/policy/template_traits.h"
#include "core/text/format.h"
#include "core/text/lists.h"

namespace aug {
namespace {

// What is mounted below /media may have been made by whoever put it in, with root as its owner.
constexpr std::array<std::string_view, 8> temporary_folders = {"/tmp/",  "/var/tmp/", "/run/", "/var/run/",
                                                               "/proc/", "/dev/",     "/sys/", "/media/"};
constexpr std::array<std::string_view, 2> snap_folders = {"/snap/", "/var/lib/snapd/"};

/// nullopt for what runs nothing else.
std::optional<FindingId> lint_id_of(RunsAnything::Kind kind) {
  switch (kind) {
    case RunsAnything::Kind::shell:
      return lint_id::shell;
    case RunsAnything::Kind::interpreter:
      return lint_id::interpreter;
    case RunsAnything::Kind::multiplexer:
      return lint_id::multiplexer;
    case RunsAnything::Kind::nothing:
      break;
  }
  return std::nullopt;
}

template <std::size_t n>
bool is_below_one_of(const std::array<std::string_view, n>& folders, std::string_view path) {
  return std::any_of(folders.begin(), folders.end(), [&](std::string_view folder) { return path.starts_with(folder); });
}

/// Homes are their users', whether there is one now or not.
constexpr std::string_view in_homes = "/home/*/**";

constexpr std::string_view everything_hint = "name the program that needs the namespace instead";

std::vector<Lint> lints_of_replaceable(const std::vector<std::string_view>& names, const PathFacts& facts) {
  // The runtime of an AppImage mounts it under a new name at each start (AppImageKit, src/runtime.c).
  const auto is_in_appimage = [](std::string_view name) { return name.starts_with("/tmp/.mount_"); };
  if (std::any_of(names.begin(), names.end(), is_in_appimage)) {
    return {{lint_id::temporary_path, "is where an AppImage is mounted while it runs, under a new name each time",
             "name the AppImage file, in a folder of root's: what it starts has its grant"}};
  }
  const auto is_temporary = [](std::string_view name) { return is_below_one_of(temporary_folders, name); };
  if (std::any_of(names.begin(), names.end(), is_temporary)) {
    return {{lint_id::temporary_path, "is in a folder for temporary files, where it can be replaced",
             "install it below /usr or /opt"}};
  }
  const auto is_in_home = [](std::string_view name) { return name.starts_with("/home/"); };
  if (!facts.exists && facts.writable.empty() && std::any_of(names.begin(), names.end(), is_in_home)) {
    return {{lint_id::user_writable, "is in a home, where others than root will place it",
             "install it below /usr or /opt"}};
  }
  if (facts.writable.empty()) return {};
  return {{lint_id::user_writable, aug::format("can be replaced: others than root can write to {}", facts.writable),
           "make it and its folders root's"}};
}

/// A pattern is a promise to what will be there: it is judged by all that it can match, not by what it matches now.
std::vector<Lint> lints_of_pattern(const std::string& text, const PathFacts& facts) {
  const auto pattern = PathPattern::of(std::vector{text});
  if (!pattern) return {};  // refused elsewhere
  const auto takes_in = [&](const std::string& others) {
    const auto there = PathPattern::of(std::vector{others});
    return there && overlap(*pattern, *there);
  };
  for (const std::string_view folder : temporary_folders) {
    if (!takes_in(aug::format("{}**", folder))) continue;
    return {
        {lint_id::temporary_path,
         aug::format("takes in files below {}, where anybody can place a program", folder.substr(0, folder.size() - 1)),
         "name a folder below /usr or /opt"}};
  }
  if (facts.writable.empty() && !takes_in(std::string(in_homes))) return {};
  const std::string whose = facts.writable.empty() ? "in homes" : aug::format("below {}", facts.writable);
  return {{lint_id::user_writable, aug::format("takes in files {}, where others than root can place a program", whose),
           "name a folder that is root's"}};
}

/// What is known, and neither by its name nor as bubblewrap, is a shell that /etc/shells lists.
RunsAnything meaning_of_twin(std::string_view twin) {
  const RunsAnything runs = what_runs_anything(twin);
  if (!runs.empty() || is_bubblewrap(twin)) return runs;
  return {RunsAnything::Kind::shell, "a shell"};
}

/// By a name, by the file itself, or by the text of a script.
class WhatItRuns {
 public:
  std::vector<Lint> find(const std::vector<std::string_view>& names, const PathFacts& facts) {
    for (const std::string_view name : names) add(what_runs_anything(name), "is");
    if (!facts.twin.empty()) {
      const bool is_itself = std::find(names.begin(), names.end(), facts.twin) != names.end();
      add(meaning_of_twin(facts.twin), is_itself ? "is" : aug::format("is the same file as {},", facts.twin));
    }
    if (facts.runs_arguments && found_.empty()) {
      found_.push_back({lint_id::multiplexer, "is a script that runs its arguments: all of them would get the grant",
                        std::string(everything_hint)});
    }
    return std::move(found_);
  }

 private:
  void add(const RunsAnything& runs, const std::string& begin) {
    const std::optional<FindingId> id = lint_id_of(runs.kind);
    const auto is_same = [&](const Lint& lint) { return lint.id == *id; };
    if (!id || std::any_of(found_.begin(), found_.end(), is_same)) return;
    found_.push_back({*id, aug::format("{} {}: everything that it runs would get the grant", begin, runs.what),
                      std::string(everything_hint)});
  }

  std::vector<Lint> found_;
};

class Linter {
 public:
  Linter(const BinaryEntry& entry, const BinaryPath& path, const PathFacts& facts)
      : entry_(entry), path_(path), facts_(facts), names_({path.text}) {
    if (!facts.real_path.empty()) names_.push_back(facts.real_path);
    append(names_, facts.matches);
    if (is_bubblewrap(facts.twin)) names_.push_back(facts.twin);
  }

  std::vector<Lint> find() {
    found_ = WhatItRuns().find(names_, facts_);
    const std::vector<Lint> replaceable =
        entry_.glob ? lints_of_pattern(path_.text, facts_) : lints_of_replaceable(names_, facts_);
    append(found_, replaceable);
    if (traits_of(entry_.template_name).is_unconfined && any(is_bubblewrap)) {
      add(lint_id::gateway_for_bwrap, "is bubblewrap: with 'gateway', whatever it runs would get the grant",
          "use the template 'bwrap', which takes it from the programs in the sandbox");
    }
    if (any([](std::string_view name) { return is_below_one_of(snap_folders, name) || name == "/usr/bin/snap"; })) {
      add(lint_id::snap, "is a snap: snapd confines it by profiles of its own",
          "see 'snap connections' for what it may do");
    }
    return std::move(found_);
  }

 private:
  template <typename Test>
  bool any(Test test) const {
    return std::any_of(names_.begin(), names_.end(), test);
  }

  void add(FindingId id, std::string message, std::string hint) {
    found_.push_back({id, std::move(message), std::move(hint)});
  }

  const BinaryEntry& entry_;
  const BinaryPath& path_;
  const PathFacts& facts_;
  std::vector<std::string_view> names_;
  std::vector<Lint> found_;
};

}  // namespace

std::vector<Lint> lints_of(const BinaryEntry& entry, const BinaryPath& path, const PathFacts& facts) {
  return Linter(entry, path, facts).find();
}

std::vector<Lint> lints_of_helper(std::string_view path, const PathFacts& facts) {
  std::vector<std::string_view> names{path, facts.real_path};
  append(names, facts.matches);
  std::vector<Lint> found = WhatItRuns().find(names, facts);
  const std::vector<Lint> replaceable =
      is_helper_pattern(path) ? lints_of_pattern(std::string(path), facts) : lints_of_replaceable(names, facts);
  append(found, replaceable);
  return found;
}

bool allows(std::string_view allowed, std::string_view id) {
  const std::string_view ids = allowed.substr(0, allowed.find(": "));
  for (std::size_t at = 0; at < ids.size();) {
    const std::size_t end = std::min(ids.find(", ", at), ids.size());
    if (ids.substr(at, end - at) == id) return true;
    at = end + 2;
  }
  return false;
}

bool allows_changes_by_others(std::string_view allowed) {
  return allows(allowed, lint_id::user_writable) || allows(allowed, lint_id::temporary_path);
}

LintVerdict judge(const std::vector<Lint>& lints, const BinaryEntry& entry, const Location& location,
                  const std::string& path) {
  LintVerdict verdict;
  std::vector<std::string_view> allowed;
  for (const Lint& lint : lints) {
    if (std::find(entry.allow.begin(), entry.allow.end(), lint.id) != entry.allow.end()) {
      allowed.push_back(lint.id);
      continue;
    }
    verdict.mistakes.push_back(
        {lint.id, Severity::error, location,
         aug::format("cannot grant namespaces to '{}': it {} [{}]", path, lint.message, lint.id.text()),
         aug::format("{}, or overrule this with 'allow: [{}]' and a 'reason'", lint.hint, lint.id.text())});
  }
  if (!allowed.empty()) verdict.allowed = aug::format("{}: {}", fmt::join(allowed, ", "), entry.reason);
  return verdict;
}

}  // namespace aug
