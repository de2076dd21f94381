#include "system/apparmor_parser.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "core/apparmor/attachment.h"
#include "core/apparmor/compiled_policy.h"
#include "core/apparmor/confined_includes.h"
#include "core/plan/parser_output.h"
#include "core/plan/parser_sources.h"
#include "core/text/counted.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "core/text/shell_word.h"
#include "system/memory_file.h"
#include "system/process.h"

namespace aug {
namespace {

struct ParserRun {
  ProcessResult process;
  std::vector<std::string> files;  ///< what the parser called its sources, in their order
  std::vector<ParserRemark> remarks;
  bool good = false;  ///< the output can be used
};

/// Parsers since 5.0 compress for kernels that can load that (policy/compressed_load), in a form that only a
/// libapparmor as new could load. Older ones refuse the option that keeps them from it.
bool is_compressed(std::string_view compiled) {
  constexpr std::string_view zstd_magic = "\x28\xb5\x2f\xfd";
  constexpr std::size_t header_size = 8;  // parser/policy_cache.h of 5.0
  return compiled.size() > header_size && compiled.substr(header_size).starts_with(zstd_magic);
}

ProcessResult run_uncompressed(ProcessRequest request) {
  ProcessResult result = run(request);
  if (!is_compressed(result.out)) return result;
  std::vector<std::string> argv{request.argv.front(), "--zstd-compress-level=none"};
  argv.insert(argv.end(), request.argv.begin() + 1, request.argv.end());
  request.argv = std::move(argv);
  return run(request);
}

/// The options before the files. /etc/apparmor/parser.conf stays in force: the administrator's, read before them.
std::vector<std::string> command_of(const ParserSetting& setting, bool strict) {
  std::vector<std::string> command{setting.program, "--skip-kernel-load", "--skip-cache", "--stdout",
                                   // No process beside it: several write their profiles in the order in which they
                                   // get ready.
                                   "--jobs=0", "--base", setting.base, "--warn=rule-not-enforced"};
  if (strict) command.emplace_back("--Werror=rule-not-enforced");
  if (!setting.features.empty()) command.insert(command.end(), {"--kernel-features", setting.features});
  return command;
}

bool left_one_out(const std::string& compiled, std::span<const RenderedProfile> profiles) {
  if (compiled.empty()) return true;
  std::set<std::string> found;
  for (CompiledProfile& profile : split_compiled(compiled)) found.insert(std::move(profile.name));
  return !std::all_of(profiles.begin(), profiles.end(),
                      [&](const RenderedProfile& profile) { return found.contains(profile.name); });
}

bool is_good(const ParserRun& parser, const std::vector<ParserSource>& sources,
             std::span<const RenderedProfile> profiles) {
  const auto is_spoilt = [&](const ParserRemark& remark) {
    const auto file = std::find(parser.files.begin(), parser.files.end(), remark.file);
    if (file == parser.files.end()) return spoils(remark, {});
    return spoils(remark, sources[static_cast<std::size_t>(file - parser.files.begin())].optional_classes);
  };
  return parser.process.succeeded() && std::none_of(parser.remarks.begin(), parser.remarks.end(), is_spoilt) &&
         !left_one_out(parser.process.out, profiles);
}

/// A tree's owner writes what the parser includes.
constexpr rlim_t most_memory_for_a_tree = 1U << 30U;

ChildLimits limits_for(const ParserSetting& setting) {
  return setting.copy.empty() ? ChildLimits{} : ChildLimits{.memory = most_memory_for_a_tree};
}

ParserRun run_parser(const ParserSetting& setting, std::span<const RenderedProfile> profiles,
                     const std::vector<ParserSource>& sources) {
  // The parser opens its files by name: in memory they need no folder that is safe, writable and cleaned up after.
  if (::access("/proc/self/fd", R_OK) != 0)
    throw Failure(ExitCode::failed, "proc-not-mounted"_id, "cannot compile: /proc is not mounted");
  const bool strict = std::all_of(profiles.begin(), profiles.end(),
                                  [](const RenderedProfile& profile) { return profile.optional_classes.empty(); });
  ParserRun parser;
  ProcessRequest request{command_of(setting, strict), "", setting.time_limit};
  request.limits = limits_for(setting);
  // Newer kernels ask for differential encoding, and match attachments without knowing it: /opt/* would take
  // /opt/x/run. Others are left as apparmor.service will compile them.
  if (std::any_of(profiles.begin(), profiles.end(),
                  [](const RenderedProfile& profile) { return profile.has_wildcards; })) {
    request.argv.insert(request.argv.end(), {"--optimize", "no-diff-encode"});
  }
  std::vector<FileDescriptor> texts;
  for (const ParserSource& source : sources) {
    texts.push_back(text_for_parser(setting, source.text));
    request.keep.push_back(texts.back().get());
    parser.files.push_back(aug::format("/proc/self/fd/{}", texts.back().get()));
  }
  append(request.argv, parser.files);
  parser.process = run_uncompressed(std::move(request));
  parser.process.err = with_own_names(setting, std::move(parser.process.err));
  parser.remarks = remarks_in(parser.process.err);
  parser.good = is_good(parser, sources, profiles);
  return parser;
}

ParserRun run_parser(const ParserSetting& setting, const RenderedProfile& profile) {
  const std::span<const RenderedProfile> alone(&profile, 1);
  return run_parser(setting, alone, separate_sources(alone));
}

std::string ending(const ParserSetting& setting, const ParserRun& parser) {
  if (parser.process.succeeded()) return aug::format("{} left a profile out, with exit status 0", setting.program);
  return aug::format("{}: {}", setting.program, how_it_ended(parser.process, setting.time_limit));
}

Diagnosis flaw(FindingId id, std::string message, std::string hint) {
  return {id, Severity::error, {}, std::move(message), std::move(hint)};
}

/// What a failed run of the profile below says about the parser, if it is that `userns` cannot be had from it.
std::optional<Diagnosis> lack_of_userns(const ParserSetting& setting, const ParserRun& parser) {
  const std::string newer = "'userns' rules need AppArmor 4.0 or newer: Ubuntu 23.10, Debian 13";
  for (const ParserRemark& remark : parser.remarks) {
    if (remark.kind == ParserRemark::Kind::not_enforced && remark.rule_class == "userns") {
      return setting.features.empty()
                 ? flaw("kernel-lacks-userns"_id,
                        "cannot compile for this kernel: its AppArmor features do not enforce 'userns'",
                        "this needs a running AppArmor of Linux 6.7 or newer, or of an Ubuntu kernel since 23.10")
                 : flaw("kernel-lacks-userns"_id,
                        aug::format("cannot compile for these features: {} does not enforce 'userns'",
                                    with_own_names(setting, setting.features)),
                        "abi/4.0 and the features of newer kernels do");
    }
    if (remark.kind != ParserRemark::Kind::error || parser.process.succeeded()) continue;
    return remark.text.find("abi/4.0") != std::string::npos
               ? flaw("parser-lacks-userns"_id,
                      aug::format("cannot use {}: it does not know 'userns', {}/abi/4.0 is not there", setting.program,
                                  with_own_names(setting, setting.base)),
                      newer)
               : flaw("parser-lacks-userns"_id,
                      aug::format("cannot use {}: it does not know 'userns'", setting.program), newer);
  }
  return std::nullopt;
}

ParserRun try_userns(const ParserSetting& setting) {
  const RenderedProfile profile{
      "aa-userns-gen-probe", "abi <abi/4.0>,\nprofile aa-userns-gen-probe {\n  userns,\n}\n", {}, {}};
  return run_parser(setting, profile);
}

Diagnoses mistakes_one_by_one(const ParserSetting& setting, std::span<const RenderedProfile> profiles) {
  Diagnoses mistakes;
  for (const RenderedProfile& profile : profiles) {
    const ParserRun alone = run_parser(setting, profile);
    if (alone.good) continue;
    const Diagnoses found = compile_mistakes(profile, alone.files[0], alone.remarks, ending(setting, alone));
    append(mistakes, found);
  }
  return mistakes;
}

}  // namespace

int generation_of(const ParserSetting& setting) {
  constexpr std::string_view before_number = "version ";
  const ProcessResult version = run({{setting.program, "--version"}, "", setting.time_limit});
  const std::size_t at = version.out.find(before_number);  // "AppArmor parser version 4.1.0"
  const int newest = AttachmentRules{}.parser_generation;
  if (!version.succeeded() || at == std::string::npos) return newest;
  const int found = std::atoi(version.out.c_str() + at + before_number.size());
  return found > 0 ? found : newest;
}

FileDescriptor text_for_parser(const ParserSetting& setting, const std::string& text) {
  return memory_file(setting.copy.empty() ? text : confined_to(setting.copy, text).text);
}

std::string with_own_names(const ParserSetting& setting, std::string text) {
  if (setting.copy.empty()) return text;
  for (std::size_t at = 0; (at = text.find(setting.copy, at)) != std::string::npos; at += setting.copy_of.size()) {
    text.replace(at, setting.copy.size(), setting.copy_of);
  }
  return text;
}

std::optional<Diagnosis> parser_flaw(const ParserSetting& setting) {
  const ParserRun parser = try_userns(setting);
  if (parser.good) return std::nullopt;
  if (auto lack = lack_of_userns(setting, parser)) return lack;
  return flaw("parser-unusable"_id, aug::format("cannot use {}", ending(setting, parser)), "");
}

bool knows_priority(const ParserSetting& setting) {
  static std::map<std::string, bool> known;
  const auto [found, is_new] = known.try_emplace(setting.program, false);
  if (is_new) {
    const RenderedProfile profile{
        "aa-userns-gen-probe",
        "profile aa-userns-gen-probe {\n  pix /** -> aa-userns-gen-probe,\n  priority=1 /*/x ix,\n}\n",
        {},
        {}};
    found->second = run_parser(setting, profile).good;
  }
  return found->second;
}

std::string compile(const ParserSetting& setting, std::span<const RenderedProfile> profiles) {
  if (profiles.empty()) return "";
  ParserRun parser = run_parser(setting, profiles, joined_sources(profiles));
  if (parser.good) return std::move(parser.process.out);
  if (parser.process.timed_out) {
    throw Failure(
        ExitCode::failed, "parser-too-slow"_id,
        aug::format("cannot compile: no answer from {} within {} s", setting.program, setting.time_limit.count()));
  }
  // Whether a mistake is ours or the parser is too old, only a profile that is surely right can tell.
  if (const auto lack = lack_of_userns(setting, try_userns(setting))) throw Failure(ExitCode::unsupported, {*lack});
  const Diagnoses mistakes = mistakes_one_by_one(setting, profiles);
  if (!mistakes.empty()) throw Failure(ExitCode::failed, mistakes);
  // Each is good, and what they were joined to is not.
  parser = run_parser(setting, profiles, separate_sources(profiles));
  if (parser.good) return std::move(parser.process.out);
  throw Failure(
      ExitCode::failed, "profile-does-not-compile"_id,
      aug::format("cannot compile {} together: {}", counted(profiles.size(), "profile"), ending(setting, parser)));
}

std::string compile_other(const ParserSetting& setting, const std::string& path, const std::string& text) {
  const FileDescriptor file = text_for_parser(setting, text);
  ProcessRequest request{command_of(setting, false), "", setting.time_limit, {file.get()}};
  request.limits = limits_for(setting);
  request.argv.push_back(aug::format("/proc/self/fd/{}", file.get()));
  ProcessResult result = run_uncompressed(std::move(request));
  if (result.succeeded() && !result.out.empty()) return std::move(result.out);
  throw Failure(
      ExitCode::failed, "profile-does-not-compile"_id,
      aug::format("cannot compile {}: {}: {}", path, setting.program, how_it_ended(result, setting.time_limit)),
      "see what is wrong with it: " + shell_line({"apparmor_parser", "-Q", path}));
}

}  // namespace aug
