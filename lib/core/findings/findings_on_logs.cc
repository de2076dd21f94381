#include <array>

#include "core/findings/finding.h"

namespace aug {

std::span<const Finding> findings_on_logs() {
  static constexpr auto findings = std::to_array<Finding>({
      {"no-log", "no log can be read", "neither the kernel's log nor that of auditd or the journal could be had",
       "only root may read them, or this host keeps none", "run this as root, or name the file of a log with --log"},
      {"log-unread", "a log that was left out", "one of several logs could not be read; the answer is of the others",
       "no rights, or no such log here", "run this as root for all of them"},
      {"records-unread", "records that cannot be read",
       "lines look like AppArmor's, and have a form that is not understood",
       "a log that was cut, wrapped, or rewritten by a collector",
       "give them as 'journalctl --dmesg --output=short' or 'dmesg' prints them"},
      {"records-lost", "the kernel left records out",
       "there were too many at once; the program that was refused may be among them",
       "a limit of the kernel or of auditd", "run the program that fails once more, and suggest then"},
      {"records-left-out", "more programs than are shown",
       "the log names very many programs, and the rest was left out", "somebody filled the log, or a very long one",
       "name a shorter log with --log"},
      {"no-grant-suggested", "a program that should get no policy",
       "it was refused, or was named, and a grant is not the answer",
       "it is a shell or other program that runs anything, it is others' to change, it has a profile already, or "
       "systemd made the namespace",
       "do what the hint says"},
      {"nothing-to-suggest", "no policy comes of the log", "no record asks for a profile",
       "the program has not failed since the log began, or fails for another reason",
       "run it again and suggest right after it; 'aa-userns-gen doctor PROGRAM' tries it"},
  });
  return findings;
}

}  // namespace aug
