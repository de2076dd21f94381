#include <algorithm>
#include <cerrno>

#include "core/apparmor/label.h"
#include "core/doctor/checked_binary.h"
#include "core/text/format.h"
#include "core/text/paths.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

using Level = Check::Level;

/// A link of the administrator's goes, and what it kept off is loaded.
Remedy without_link_in(const char* folder, const Rival& rival) {
  const std::string link = aug::format("/etc/apparmor.d/{}/{}", folder, last_part_of(rival.file->path));
  return {RemedyCommand{"rm", {link}}, rival.load_command()};
}

/// The profile that serves it, or will at the next boot, by the kernel or by the files.
const Rival* serving(const CheckedBinary& each) {
  if (const Rival* rival = each.rival(each.profile())) return rival;
  const bool has_winner = each.binary.trial.label.empty() && each.choice.kind == AttachmentChoice::Kind::winner;
  return has_winner ? each.rival(each.choice.profiles.front()) : nullptr;
}

const Rival* switched_off(const CheckedBinary& each) {
  const auto found = std::find_if(each.rivals.begin(), each.rivals.end(),
                                  [](const Rival& rival) { return rival.file->is_disabled && rival.grants(); });
  return found == each.rivals.end() ? nullptr : &*found;
}

/// A program that can be seen to work is said to; others that it starts may not.
Check breaking(const CheckedBinary& each, FindingId id, const std::string& cause, Remedy remedy) {
  const bool works = each.outcome() == TrialOutcome::works;
  return each.check(
      id, works ? Level::warn : Level::fail,
      aug::format("{}{}, which breaks some of what it starts", works ? "can use user namespaces, but " : "", cause),
      std::move(remedy));
}

Check forced_to_complain(const CheckedBinary& each, const Rival& rival) {
  return breaking(each, "force-complain"_id,
                  aug::format("a link in force-complain turns its profile {} to complaining", rival.place()),
                  without_link_in("force-complain", rival));
}

/// One of ours complains where its policy says so.
bool complains_by_itself(const Rival& rival) {
  return !rival.file->is_ours && has_flag(*rival.profile, "complain");
}

Check complaining(const CheckedBinary& each, const Rival& rival) {
  return breaking(each, "complaining"_id, aug::format("its profile {} is in complain mode", rival.place()),
                  {each.remedy_by({each.binary.path, "doctor_" + last_part_of(each.binary.path), true})});
}

Check disabled(const CheckedBinary& each, const Rival& rival) {
  return each.check("disabled"_id, Level::fail,
                    aug::format("a link in disable switches its profile {} off", rival.place()),
                    without_link_in("disable", rival));
}

Check working(const CheckedBinary& each) {
  const bool is_by_file = each.binary.trial.label.empty() && each.choice.kind == AttachmentChoice::Kind::winner;
  const std::string profile = is_by_file ? each.choice.profiles.front() : each.profile();
  if (each.binary.is_setuid && profile.empty()) {
    return each.check("binary"_id, Level::ok,
                      "is setuid: it makes namespaces with root's rights, and needs no profile");
  }
  return each.check("binary"_id, Level::ok,
                    profile.empty() ? "can use user namespaces, without a profile"
                                    : aug::format("can use user namespaces, by the profile '{}'", profile));
}

Check untried(const CheckedBinary& each) {
  const std::string profile = each.profile();
  return each.check(
      "binary-untried"_id, Level::warn,
      aug::format("whether it can use user namespaces cannot be told: {}",
                  profile.empty() ? "it could not be tried"
                                  : aug::format("its profile '{}' may grant them, and it was not tried", profile)),
      each.facts.is_root ? by_hand("try the program as a plain user") : by_hand("run this as root, which can try it"));
}

Check without_profile(const CheckedBinary& each) {
  const std::string& never = each.binary.never;
  if (!never.empty()) {
    return each.check(
        "no-profile"_id, Level::fail, "has no profile, and should have none: it is " + never,
        by_hand("a grant for it would be one for whatever it runs: name the program that is to have it instead"));
  }
  return each.check("no-profile"_id, Level::fail, "no profile grants it user namespaces, and the kernel restricts them",
                    {each.remedy_by({each.binary.path})});
}

/// The file of its profile is not to blame, and is mended first.
Check waiting(const CheckedBinary& each) {
  const Rival& rival = each.broken.front();
  const BadFile* bad = bad_file(each.facts, rival.file->path);
  Remedy remedy = by_hand(aug::format("when {} is mended:", bad == nullptr ? rival.file->path : bad->culprit));
  if (rival.file->is_ours) {
    remedy.emplace_back(own_command({"reconcile"}));
  } else {
    remedy.emplace_back(rival.load_command());
  }
  return each.check("not-loaded"_id, Level::fail,
                    aug::format("its profile {} includes what cannot be compiled", rival.place()), std::move(remedy));
}

/// What it starts is another program, with a profile of its own or none.
Check script(const CheckedBinary& each) {
  return each.check("binary-script"_id, Level::warn,
                    "is a script of a shell, and which program it starts cannot be told: that one needs the profile",
                    by_hand("name that program instead: aa-userns-gen doctor PROGRAM"));
}

/// Who wrote its profile may have left out what it does not need.
Check limited(const CheckedBinary& each) {
  return each.check(
      "limited-namespace"_id, Level::warn,
      aug::format("can create user namespaces, but its profile '{}' keeps it from some of what they are for",
                  each.profile()),
      by_hand("if the program fails by that, add what it needs to its profile"));
}

/// Its profile is not to blame for what it says.
Check failing(const CheckedBinary& each) {
  return each.check("program-fails"_id, Level::fail, "fails, although its profile lets it use user namespaces",
                    {own_command({"explain", each.binary.trial.refusal()})});
}

/// What was tried says nothing of what was looked at.
Check exchanged(const CheckedBinary& each) {
  return each.check("led-by-others"_id, Level::warn,
                    aug::format("others than root can change {}, and what was tried has a profile that is not for this "
                                "path, as where they exchange it meanwhile",
                                harmless(each.binary.changeable)),
                    by_hand("see to it that nobody changes it, then run doctor again"));
}

Check check_of(const CheckedBinary& each) {
  if (!each.binary.is_program) {
    return each.check("binary-missing"_id, each.binary.is_asked ? Level::fail : Level::info, "there is no such program",
                      by_hand("install it, or name the file that is executed: it has to be one with the x bit"));
  }
  if (each.was_exchanged()) return exchanged(each);
  if (const Rival* rival = serving(each)) {
    if (rival->file->forces_complain) return forced_to_complain(each, *rival);
    if (complains_by_itself(*rival)) return complaining(each, *rival);
  }
  const TrialOutcome outcome = each.outcome();
  if (outcome == TrialOutcome::works) return check_next_boot(each).value_or(working(each));
  if (outcome == TrialOutcome::unknown) return untried(each);
  if (outcome == TrialOutcome::limited) return limited(each);
  if (each.binary.trial.use && each.binary.trial.use->works()) return failing(each);
  if (each.binary.is_shell_script && each.profile().empty()) return script(each);
  if (!each.broken.empty()) return waiting(each);
  if (each.choice.kind == AttachmentChoice::Kind::tie) return check_tie(each);
  if (each.choice.kind == AttachmentChoice::Kind::winner) {
    return check_winner(each, *each.rival(each.choice.profiles.front()));
  }
  if (const Rival* off = switched_off(each)) return disabled(each, *off);
  return each.profile().empty() ? without_profile(each) : check_refusal(each, nullptr);
}

/// Whoever made the link must not choose whose profiles root is told to change.
Check led_by_others(const BinaryFacts& binary) {
  return {"led-by-others"_id, binary.is_asked ? Level::warn : Level::info,
          aug::format("{}: others than root chose, by a link, that it leads to {}: that was not looked at",
                      harmless(binary.path), harmless(binary.real_path)),
          "", binary.is_asked ? by_hand("name the program itself, if that is what is meant") : Remedy{}};
}

/// Then the check of bubblewrap tells.
bool is_refused_as_setuid(const DoctorFacts& facts, const BinaryFacts& binary) {
  return !binary.trial.refusal().empty() && facts.bwrap && facts.bwrap->is_setuid &&
         facts.bwrap->path == binary.real_path;
}

/// Where not even a program without restrictions could use one, no profile is to blame.
bool is_hopeless(const DoctorFacts& facts, const BinaryFacts& binary) {
  if (label_from(facts.environment.label).has(stub_profile)) return true;
  const auto stage = NamespaceUse::Stage::create;
  if (!binary.is_program || !binary.trial.use || binary.trial.use->reached != stage) return false;
  const bool fails_alike =
      facts.baseline && facts.baseline->reached == stage && facts.baseline->error == binary.trial.use->error;
  return fails_alike && (!is_restricted(facts) || binary.trial.use->error != EACCES);
}

}  // namespace

Checks checks_on_binaries(const DoctorFacts& facts) {
  Checks checks;
  for (const BinaryFacts& binary : facts.led_by_others) checks.push_back(led_by_others(binary));
  for (const BinaryFacts& binary : facts.binaries) {
    if (is_hopeless(facts, binary) || is_refused_as_setuid(facts, binary)) continue;
    checks.push_back(check_of(CheckedBinary(facts, binary)));
    // What loads a profile cannot be planned without a parser that could tell which files are good.
    if (checks.back().level >= Level::warn && !facts.parser.flaw.empty() && is_restricted(facts)) {
      checks.back().remedy = by_hand("first see to the parser, then run doctor again");
    }
  }
  return checks;
}

}  // namespace aug
