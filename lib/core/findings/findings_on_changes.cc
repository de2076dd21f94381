#include <array>

#include "core/findings/finding.h"

namespace aug {

std::span<const Finding> findings_on_changes() {
  static constexpr auto findings = std::to_array<Finding>({
      {"busy", "another change is under way", "one change at a time has the lock, and it was not free in time",
       "by a package's script, a timer, or cloud-init at the same moment",
       "wait for it, or end it; a lock whose holder has ended is free"},
      {"interrupted", "a signal ended the change", "it was taken back, or is taken back by the next command",
       "Ctrl-C, a time limit, or a shutdown", "run it again"},
      {"everything-taken-back", "the host is as it was before",
       "something failed on the way, and each step that was done was undone", "the error before this one says why",
       "see to that error, and run it again"},
      {"not-taken-back", "a step that could not be undone",
       "the change failed, and taking it back failed as well: the host is neither as before nor as wanted",
       "a full disk, a read-only file system, or a kernel that refuses",
       "see to what the message says, then 'aa-userns-gen recover'"},
      {"interrupted-taken-back", "what a crash had left was taken back",
       "an earlier change had not ended; its steps were undone before this one began",
       "the machine or the program was stopped in the middle",
       "nothing; run the earlier command again, if it is still wanted"},
      {"change-under-way", "a change that has not ended", "what is told may be half of it",
       "another command works just now, or one was stopped in the middle",
       "wait, or 'aa-userns-gen recover', which waits for one that works, and takes back one that was stopped"},
      {"record-unreadable", "the record of a change cannot be read",
       "how to take back what was interrupted is not known", "a bad disk, or somebody changed the file",
       "see what is in /var/lib/aa-userns-gen, and restore it from a backup; else remove it, and apply the policies "
       "anew"},
      {"record-not-ours", "a record with steps that are none of ours",
       "what it asks for is nothing that this program would ever do, and none of it was done",
       "somebody wrote the record", "find out who; root's files were changed by others"},
      {"grant-not-proved", "the grant did not take",
       "all was loaded and placed, and the kernel or a trial says that the program does not have it; the change is "
       "taken back",
       "another profile claims the program, or its own keeps it from what namespaces are for",
       "see what the message says, or 'aa-userns-gen doctor PROGRAM'"},
      {"setting-not-in-effect", "a kernel setting that did not take",
       "it was written and reads otherwise; the change is taken back",
       "a container whose kernel is somebody else's, or a program that sets it back",
       "set it on the host, or see who sets it"},
      {"unit-not-in-effect", "a drop-in that systemd does not use",
       "it was placed, and the unit is as before; the change is taken back",
       "another drop-in with a later name sets the same directive",
       "see 'systemctl cat UNIT', for a user's unit with --user"},
      {"purge-failed", "what is kept could not be deleted",
       "the policies are removed, and the history or old generations are still there", "no rights, or a busy disk",
       "the next change goes on with it"},
      {"done-but", "the change is done, and something after it failed",
       "what was asked for holds; something beside it, such as a note in the log, does not", "the message says what",
       "nothing has to be repeated; see to what it says"},
      {"edit-kept", "an edit of a file of ours was saved",
       "somebody had changed a profile of ours by hand; it was replaced, and the edit is kept",
       "such edits do not last", "put additions into /etc/apparmor.d/local"},
      {"grants-left-out", "not all that was granted before",
       "going back to an old generation, some programs could not be granted again",
       "another profile claims them by now, or they are gone",
       "see 'aa-userns-gen status', and the warnings beside this one"},
  });
  return findings;
}

}  // namespace aug
