#include "actions/examination.h"

#include "actions/served_programs.h"
#include "core/apparmor/our_files.h"
#include "core/apparmor/profile_family.h"
#include "core/policy/template_traits.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/attempt.h"

namespace aug {
namespace {

/// What cannot be looked at is left out: who asks for it is told why.
std::map<const PlannedBinary*, ServedPrograms> all_served(const Root& root, const Generation& generation) {
  std::map<const PlannedBinary*, ServedPrograms> served;
  for (const PlannedBinary& binary : generation.binaries) {
    attempt([&] { served.try_emplace(&binary, served_programs(root, binary)); }, [](const Failure&) {});
  }
  return served;
}

std::string build_or_nothing(const Host& host, const Generation& generation) {
  // Without a parser nothing can be compared; the report on the host says that.
  return attempt([&] { return build_of(host, generation.files); });
}

}  // namespace

Examination::Examination(const Host& on, const Generation& of, Depth depth, Lints lints, const Chosen& is_chosen)
    : host(on),
      generation(of),
      depth_(depth),
      is_chosen_(is_chosen),
      served_(all_served(host.root, generation)),
      state_(read_state(host, generation, generation)),
      trials_(try_programs(host, programs_to_try(), depth, state_.loaded)) {
  for (const ProfileFile& file : generation.files) files_[file.name] = &file;
  for (const auto* compiled : {&generation.compiled, &generation.extended_compiled}) {
    for (const CompiledProfile& profile : *compiled) compiled_[profile.name] = &profile;
  }
  if (lints == Lints::ask_anew) {
    attempt([&] { helpers_.objections = standing_objections(host, generation); },
            [&](const Failure& failure) { helpers_.objections_gap = failure.what(); });
  }
  if (depth == Depth::prove) helpers_.trials = try_helpers(host, generation, trials_);
  if (!host.kernel || !host.is_privileged()) return;
  loaded_ = host.kernel->profiles();
  same_build_ = generation.build == build_or_nothing(host, generation);
}

ProgramsToTry Examination::programs_to_try() const {
  ProgramsToTry programs;
  if (!host.kernel) return programs;
  for (const auto& [binary, served] : served_) {
    if (!is_told_by_programs(*binary) || !is_chosen_(*binary)) continue;
    const bool is_bubblewrap = traits_of(binary->template_name).has_child;
    for (const std::string& program : served.paths) programs[program] = programs[program] || is_bubblewrap;
  }
  return programs;
}

ServedPrograms Examination::served_by(const PlannedBinary& binary) const {
  const auto known = served_.find(&binary);
  return known == served_.end() ? served_programs(host.root, binary) : known->second;
}

Depth Examination::depth_of(const PlannedBinary& binary) const {
  return is_chosen_(binary) ? depth_ : Depth::read;
}

Verdict Examination::verdict_on_lints(const PlannedBinary& binary) const {
  if (!helpers_.objections_gap.empty()) return {BinaryState::unproved, helpers_.objections_gap};
  const auto objection = helpers_.objections.find({binary.policy, binary.path});
  return objection == helpers_.objections.end() ? Verdict{} : Verdict{BinaryState::drifted, objection->second};
}

std::string Examination::flaw_in_file(const std::string& profile) const {
  const auto wanted = files_.find(profile);
  if (wanted == files_.end()) return "";
  const auto there = state_.files.find(path_of(profile));
  if (there == state_.files.end()) return aug::format("{} is gone", path_of(profile));
  if (there->second != FileState{wanted->second->text}) return aug::format("{} was changed", path_of(profile));
  for (const std::string& link : override_links_of(profile)) {
    if (state_.files.contains(link)) return aug::format("{} changes what is loaded at boot", link);
  }
  return "";
}

std::string Examination::flaw_in_extension() const {
  for (const LocalBlock& block : generation.blocks) {
    const auto there = state_.files.find(block.path);
    if (there == state_.files.end()) return aug::format("{} is gone, with the helpers in it", block.path);
    if (rules_in_block(there->second.content) != block.rules) {
      return aug::format("our lines in {} were changed", block.path);
    }
  }
  return "";
}

Verdict Examination::verdict_on_profile(const std::string& profile) const {
  if (!host.is_privileged()) return {};
  for (const std::string& name : {profile, child_of(profile), helper_of(profile)}) {
    const auto wanted = compiled_.find(name);
    if (wanted == compiled_.end()) continue;
    const auto there = state_.loaded.find(name);
    if (there == state_.loaded.end()) {
      return {BinaryState::not_loaded, aug::format("the kernel has no profile '{}'", name)};
    }
    if (same_build_ && there->second.bytes && *there->second.bytes != wanted->second->bytes) {
      return {BinaryState::drifted, aug::format("the kernel has another profile '{}'", name)};
    }
  }
  return {};
}

Verdict Examination::verdict_on_label(const std::string& name) const {
  const auto profile = loaded_.find(name);
  if (profile == loaded_.end() || profile->second.mode != "enforce") return {};
  if (host.kernel->may_create_userns(name) != false) return {};
  return {BinaryState::broken, aug::format("the kernel says that '{}' may not create user namespaces", name)};
}

const std::string& Examination::label_of(const std::string& program) const {
  const auto found = trials_.find(program);
  if (found == trials_.end())
    throw Failure(ExitCode::failed, "not-tried"_id, "it was not tried: it came while others were");
  if (found->second.label.empty()) throw Failure(ExitCode::failed, "not-tried"_id, found->second.gap);
  return found->second.label;
}

bool Examination::is_enforced(const std::string& profile) const {
  const auto there = loaded_.find(profile);
  return there != loaded_.end() && there->second.mode == "enforce";
}

std::vector<ExaminedHelper> Examination::helpers_of(const ExaminedBinary& examined) const {
  return examine_helpers(host, examined, trials_, helpers_, depth_of(examined.binary));
}

}  // namespace aug
