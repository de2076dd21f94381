#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/doctor/checks.h"
#include "core/plan/claims.h"

namespace aug {

/// A profile that attaches to the program, and the file that brings it; that may be switched off.
struct Rival {
  const ProfileFileFacts* file = nullptr;
  const ScannedProfile* profile = nullptr;

  /// Whether what runs under it can use user namespaces, as far as its file tells.
  bool grants() const;
  /// "'gw' (/etc/apparmor.d/gw:2)".
  std::string place() const;
  /// The command that loads it, and the remedy that switches it off.
  RemedyCommand load_command() const;
  Remedy switch_off_remedy() const;
};

/// A program and who could serve it. The facts must outlive it.
struct CheckedBinary {
  CheckedBinary(const DoctorFacts& all, const BinaryFacts& one);

  const DoctorFacts& facts;
  const BinaryFacts& binary;
  std::vector<Rival> rivals;
  std::vector<Rival> broken;  ///< those in files that cannot be compiled for what they include
  AttachmentChoice choice;    ///< the kernel's, among those in files that are not switched off

  /// The name of the profile that it gets at exec; "" for none, and where that is not known.
  std::string profile() const;
  /// By trying; where that was not possible, by what is known of its label, or of the files.
  TrialOutcome outcome() const;
  /// The one of this name that is not switched off; nullptr for none.
  const Rival* rival(const std::string& name) const;

  /// Whether another program was tried than was looked at: others can change the path, and no profile claims it that is
  /// the one that the kernel gave. They must not choose whose profile root is told to unload.
  bool was_exchanged() const;

  /// What applies this grant for it; a note where no grant for it makes sense.
  RemedyLine remedy_by(const Grant& grant) const;

  /// What the checks are on: its path, and the script that starts it.
  std::string what() const;
  Check check(FindingId id, Check::Level level, const std::string& message, Remedy remedy = {}) const;
};

// What is wrong with a program that does not work, though profiles claim it.

/// Several claim it.
Check check_tie(const CheckedBinary& each);
/// One does, by the files.
Check check_winner(const CheckedBinary& each, const Rival& winner);
/// It has one, which refuses; nullptr where no file brings that.
Check check_refusal(const CheckedBinary& each, const Rival* by);

/// What will be wrong with a program that works: the next boot reads the files, and the kernel has something else now.
std::optional<Check> check_next_boot(const CheckedBinary& each);

}  // namespace aug
