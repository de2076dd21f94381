#include <fmt/format.h>

#include <algorithm>
#include <cerrno>

#include "core/checks.h"
#include "core/claims.h"

namespace aug {
namespace {

using Level = Check::Level;

/// A profile that attaches to the program, and the file that brings it.
struct Rival {
  const ProfileFileFacts* file = nullptr;
  const ScannedProfile* profile = nullptr;

  OtherProfile other() const { return {*profile, file->path, file->forces_complain}; }
};

std::string name_in(const std::string& label) {
  return label.substr(0, std::min(label.rfind(" ("), label.find("//&")));
}

std::string file_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

/// The state of one program, and who could serve it.
class BinaryCheck {
 public:
  BinaryCheck(const DoctorFacts& facts, const BinaryFacts& binary) : facts_(facts), binary_(binary) {
    std::vector<ScannedProfile> enabled;
    for (const ProfileFileFacts& file : facts.files) {
      for (const ScannedProfile& profile : file.profiles) {
        if (profile.is_child || !profile.space.empty() || profile.attachments.empty()) continue;
        if (!file.is_disabled) enabled.push_back(profile);
        if (Attachment(profile.attachments).matches(binary.real_path)) rivals_.push_back({&file, &profile});
      }
    }
    choice_ = winner_of(binary.real_path, candidates_among(enabled, facts.rules));
  }

  Check verdict() const {
    if (!binary_.is_program) return missing();
    if (const Rival* forced = forced_to_complain()) return complaining(*forced);
    if (works()) return fine();
    if (choice_.kind == AttachmentChoice::Kind::tie) return tied();
    if (choice_.kind == AttachmentChoice::Kind::winner) return not_served_by(*rival(choice_.profiles.front(), false));
    if (const Rival* off = disabled()) return switched_off(*off);
    return has_profile() ? refused("a profile that no file brings", "") : without_profile();
  }

 private:
  bool has_profile() const { return !binary_.label.empty() && name_in(binary_.label) != "unconfined"; }

  /// By trying; where that was not possible, by what is known of the label.
  bool works() const {
    if (!binary_.refusal.empty()) return false;
    if (binary_.use) return binary_.use->works();
    if (!binary_.label.empty() && is_restricted(facts_)) return has_profile();
    if (choice_.kind != AttachmentChoice::Kind::winner) return !is_restricted(facts_);
    return grants_userns(rival(choice_.profiles.front(), false)->other());
  }

  const Rival* rival(const std::string& name, bool off) const {
    const auto found = std::find_if(rivals_.begin(), rivals_.end(), [&](const Rival& each) {
      return each.profile->name == name && each.file->is_disabled == off;
    });
    return found == rivals_.end() ? nullptr : &*found;
  }

  const Rival* disabled() const {
    const auto found = std::find_if(rivals_.begin(), rivals_.end(), [](const Rival& each) {
      return each.file->is_disabled && grants_userns(each.other());
    });
    return found == rivals_.end() ? nullptr : &*found;
  }

  const Rival* forced_to_complain() const {
    const auto found = std::find_if(rivals_.begin(), rivals_.end(), [&](const Rival& each) {
      return each.file->forces_complain && !each.file->is_disabled && each.profile->name == name_in(binary_.label);
    });
    return found == rivals_.end() ? nullptr : &*found;
  }

  std::string evidence() const {
    std::vector<std::string> parts;
    if (!binary_.label.empty()) parts.push_back(fmt::format("the kernel gives it the label '{}'", binary_.label));
    if (!binary_.label_gap.empty()) parts.push_back(binary_.label_gap);
    if (binary_.use) parts.push_back(describe(*binary_.use));
    if (!binary_.refusal.empty()) parts.push_back(binary_.refusal);
    return fmt::format("{}", fmt::join(parts, "; "));
  }

  Check made(const char* id, Level level, const std::string& message, const std::string& remedy) const {
    return {id, level, fmt::format("{}: {}", binary_.path, message), evidence(), remedy};
  }

  std::string place_of(const Rival& rival) const {
    return fmt::format("'{}' ({}:{})", rival.profile->name, rival.profile->file, rival.profile->line);
  }

  Check missing() const {
    return made("binary-missing", binary_.is_asked ? Level::fail : Level::info, "there is no such program", "");
  }

  Check fine() const {
    const bool is_known = !binary_.label.empty() || choice_.kind != AttachmentChoice::Kind::winner;
    const std::string profile = is_known ? name_in(binary_.label) : choice_.profiles.front();
    return made("binary", Level::ok,
                profile.empty() || profile == "unconfined"
                    ? "can use user namespaces, without a profile"
                    : fmt::format("can use user namespaces, by the profile '{}'", profile),
                "");
  }

  Check complaining(const Rival& rival) const {
    return made(
        "force-complain", Level::fail,
        fmt::format("a link in force-complain turns its profile {} to complaining, which breaks some of what it starts",
                    place_of(rival)),
        lines({fmt::format("rm {}", shell_word("/etc/apparmor.d/force-complain/" + file_name(rival.file->path))),
               load_command(rival)}));
  }

  std::string load_command(const Rival& rival) const {
    return fmt::format("apparmor_parser --replace --skip-read-cache --write-cache {}", shell_word(rival.file->path));
  }

  Check switched_off(const Rival& rival) const {
    return made("disabled", Level::fail, fmt::format("a link in disable switches its profile {} off", place_of(rival)),
                lines({fmt::format("rm {}", shell_word("/etc/apparmor.d/disable/" + file_name(rival.file->path))),
                       load_command(rival)}));
  }

  /// The one to keep: it grants; rather another's than ours, which would come back by itself.
  const Rival* keeper(const std::vector<const Rival*>& tied) const {
    const Rival* kept = nullptr;
    for (const Rival* each : tied) {
      if (grants_userns(each->other()) && (kept == nullptr || kept->file->is_ours)) kept = each;
    }
    return kept;
  }

  Check tied() const {
    std::vector<const Rival*> tied;
    std::vector<std::string> names;
    for (const std::string& name : choice_.profiles) {
      if (const Rival* found = rival(name, false)) {
        tied.push_back(found);
        names.push_back(place_of(*found));
      }
    }
    const Rival* kept = keeper(tied);
    std::vector<std::string> commands;
    for (const Rival* each : tied) {
      if (each != kept && !each->file->is_ours) append_switch_off(commands, *each);
    }
    if (std::any_of(tied.begin(), tied.end(), [](const Rival* each) { return each->file->is_ours; })) {
      commands.emplace_back("aa-userns-gen reconcile");
    } else if (kept == nullptr) {
      commands.push_back(grant_remedy({binary_.path}));
    }
    return made("tie", Level::fail,
                fmt::format("the profiles {} claim it, and the kernel takes none", fmt::join(names, " and ")),
                lines(commands));
  }

  void append_switch_off(std::vector<std::string>& commands, const Rival& rival) const {
    commands.push_back(fmt::format("apparmor_parser --remove {}", shell_word(rival.file->path)));
    commands.emplace_back("mkdir -p /etc/apparmor.d/disable");
    commands.push_back(fmt::format("ln -s {} /etc/apparmor.d/disable/", shell_word(rival.file->path)));
  }

  /// The profile is in a file, and wins; but the program does not work.
  Check not_served_by(const Rival& rival) const {
    if (name_in(binary_.label) == rival.profile->name) return refused(place_of(rival), rival.file->path);
    const bool is_loaded = facts_.loaded && facts_.loaded->contains(full_name(*rival.profile));
    if (!is_loaded) {
      return made("not-loaded", Level::fail,
                  fmt::format("its profile {} is not loaded into the kernel", place_of(rival)), load_command(rival));
    }
    const std::vector<std::string> ghosts = only_in_kernel();
    if (ghosts.empty()) {
      return made("not-loaded", Level::fail,
                  fmt::format("the kernel has another profile '{}' than {}", rival.profile->name, place_of(rival)),
                  load_command(rival));
    }
    std::vector<std::string> commands;
    for (const std::string& ghost : ghosts) commands.push_back(unload_command(ghost));
    return made("tie", Level::fail,
                fmt::format("a profile of the kernel that no file brings claims it as well as {}: '{}'",
                            place_of(rival), fmt::join(ghosts, "', '")),
                lines(commands));
  }

  static std::string unload_command(const std::string& profile) {
    return fmt::format("printf %s {} >/sys/kernel/security/apparmor/.remove", shell_word(profile));
  }

  /// Loaded profiles that no file brings, and of which the kernel says that they attach to the program.
  std::vector<std::string> only_in_kernel() const {
    std::vector<std::string> ghosts;
    if (!facts_.loaded) return ghosts;
    for (const auto& [name, profile] : *facts_.loaded) {
      const bool claims_it = !profile.attachment.empty() && Attachment(profile.attachment).matches(binary_.real_path);
      if (claims_it && name.find("//") == std::string::npos && !is_in_a_file(name)) ghosts.push_back(name);
    }
    return ghosts;
  }

  bool is_in_a_file(const std::string& name) const {
    return std::any_of(facts_.files.begin(), facts_.files.end(), [&](const ProfileFileFacts& file) {
      return std::any_of(file.profiles.begin(), file.profiles.end(),
                         [&](const ScannedProfile& profile) { return full_name(profile) == name; });
    });
  }

  Check refused(const std::string& by, const std::string& file) const {
    const std::string loaded_alone = unload_command(name_in(binary_.label));
    return made("profile-refuses", Level::fail, fmt::format("its profile refuses user namespaces: {}", by),
                file.empty() ? lines({loaded_alone, grant_remedy({binary_.path})})
                             : grant_remedy({binary_.path, "doctor_" + file_name(binary_.path), true}));
  }

  Check without_profile() const {
    if (!binary_.never.empty()) {
      return made("no-profile", Level::fail,
                  fmt::format("has no profile, and should have none: it is {}", binary_.never),
                  "# a grant for it would be one for whatever it runs: name the program that is to have it instead");
    }
    return made("no-profile", Level::fail, "no profile grants it user namespaces, and the kernel restricts them",
                grant_remedy({binary_.path}));
  }

  const DoctorFacts& facts_;
  const BinaryFacts& binary_;
  std::vector<Rival> rivals_;
  AttachmentChoice choice_;
};

/// Where not even a program without restrictions could use one, no profile is to blame.
bool is_hopeless(const DoctorFacts& facts, const BinaryFacts& binary) {
  const auto stage = NamespaceUse::Stage::create;
  if (!binary.is_program || !binary.use || binary.use->reached != stage) return false;
  const bool fails_alike =
      facts.baseline && facts.baseline->reached == stage && facts.baseline->error == binary.use->error;
  return fails_alike && (!is_restricted(facts) || binary.use->error != EACCES);
}

}  // namespace

Checks checks_on_binaries(const DoctorFacts& facts) {
  Checks checks;
  for (const BinaryFacts& binary : facts.binaries) {
    if (is_hopeless(facts, binary)) continue;
    checks.push_back(BinaryCheck(facts, binary).verdict());
  }
  return checks;
}

}  // namespace aug
