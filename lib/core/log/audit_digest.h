#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/log/audit_record.h"
#include "core/log/log_author.h"

namespace aug {

/// The meaning of a record, as to user namespaces.
enum class Meaning {
  needs_grant,   ///< a program without a profile made a namespace, which has no capability, or was denied it
  unit_sandbox,  ///< systemd made it, before it executed the program: a directive of the unit asks for it
  in_container,  ///< a program in the policy namespace of a container, where the host's profiles do not count
  follow_up,     ///< refused inside a namespace without any capability
  confined,      ///< the program has a profile, and that lacks the rule 'userns'
  disconnected,  ///< a path that cannot be named was refused, although the profile only complains
  nested,        ///< refused inside a sandbox whose profile takes capabilities away on purpose
  stacked,       ///< a change of profile by hand, which only adds the profile to 'unconfined'
  tie,           ///< two profiles claim the program, and it gets neither
  unrelated,
};

Meaning meaning_of(const AuditRecord& record);

/// Records of one author that mean the same for the same program.
struct Incident {
  Meaning meaning = Meaning::unrelated;
  std::uint64_t count = 0;  ///< each record once, however many logs have it
  AuditRecord first;        ///< by their stamps
  AuditRecord last;
  std::string text;  ///< the last one as it stands in the log, harmless for a terminal, cut when it is very long
  Author author = Author::anybody;  ///< of all these records

  /// What is not is evidence, and no ground for a command or an entry of a policy.
  bool is_proved() const { return author == Author::kernel; }
};

/// Reads logs line by line, and keeps what matters. Its memory is bounded, whatever the logs say.
class AuditDigest {
 public:
  /// A record that the kernel wrote counts once, however many others have it; logs of the kernel's are to come first.
  void take(std::string_view line, Author author);

  /// In the order in which they came.
  const std::deque<Incident>& incidents() const { return incidents_; }
  std::uint64_t records() const { return records_; }        ///< of AppArmor, each once
  std::uint64_t lost_marks() const { return lost_marks_; }  ///< lines which say that records were lost
  std::uint64_t left_out() const { return left_out_; }      ///< records of more programs than are kept, the oldest
  std::uint64_t unread() const { return unread_; }  ///< lines that look like records, and cannot be read; not anybody's
  const std::string& first_unread() const { return first_unread_; }  ///< harmless for a terminal

 private:
  /// The records that were seen.
  struct Seen {
    std::unordered_set<std::size_t> stamps;
    std::unordered_set<std::size_t> texts;      ///< without stamps
    std::unordered_set<std::size_t> unstamped;  ///< texts that were seen without a stamp only

    bool has(const AuditRecord& record, std::string_view text) const;
    bool is_new(const AuditRecord& record, std::string_view text);
  };

  /// A record without a path, whose system call may come with one.
  struct Waiting {
    std::string stamp;
    AuditRecord record;
    std::string text;
    Author author = Author::anybody;
  };

  bool is_new(const AuditRecord& record, std::string_view text, Author author);
  void take(AuditRecord record, std::string_view line, Author author);
  void take(const SystemCall& call, Author author);
  bool make_room_for(const AuditRecord& record, Author author);
  void add(Meaning meaning, const AuditRecord& record, std::string_view text, Author author);
  void take_back(const Waiting& waiting);
  void leave_unread(std::string_view line, Author author);

  std::deque<Incident> incidents_;  ///< the oldest goes for each new one, and is most often the first
  std::deque<Waiting> waiting_;
  std::deque<std::pair<SystemCall, Author>> calls_;
  Seen proved_;
  Seen unproved_;
  std::uint64_t records_ = 0;
  std::uint64_t lost_marks_ = 0;
  std::uint64_t left_out_ = 0;
  std::uint64_t unread_ = 0;
  std::string first_unread_;
};

}  // namespace aug
