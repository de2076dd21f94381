#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/log/audit_record.h"

namespace aug {

/// The meaning of a record, as to user namespaces.
enum class Meaning {
  needs_grant,   ///< a program without a profile made a namespace, which has no capability, or was denied it
  unit_sandbox,  ///< systemd made it, before it executed the program: a directive of the unit asks for it
  in_container,  ///< a program in the policy namespace of a container, where the host's profiles do not count
  follow_up,     ///< refused inside a namespace without any capability
  confined,      ///< the program has a profile, and that lacks the rule 'userns'
  nested,        ///< refused inside a sandbox whose profile takes capabilities away on purpose
  stacked,       ///< a change of profile by hand, which only adds the profile to 'unconfined'
  tie,           ///< two profiles claim the program, and it gets neither
  unrelated,
};

Meaning meaning_of(const AuditRecord& record);

/// Records that mean the same for the same program.
struct Incident {
  Meaning meaning = Meaning::unrelated;
  std::uint64_t count = 0;  ///< each record once, however many logs have it
  AuditRecord first;        ///< by their stamps
  AuditRecord last;
  std::string text;  ///< the last one as it stands in the log, harmless for a terminal, cut when it is very long
};

/// Reads logs line by line, and keeps what matters. Its memory is bounded, whatever the logs say.
class AuditDigest {
 public:
  void take(std::string_view line);

  /// In the order in which they came.
  const std::vector<Incident>& incidents() const { return incidents_; }
  std::uint64_t records() const { return records_; }        ///< of AppArmor, each once
  std::uint64_t lost_marks() const { return lost_marks_; }  ///< lines which say that records were lost
  std::uint64_t left_out() const { return left_out_; }      ///< records of more programs than are kept

 private:
  bool is_new(const AuditRecord& record, std::string_view text);
  void add(Meaning meaning, const AuditRecord& record, std::string_view text);

  std::vector<Incident> incidents_;
  std::unordered_set<std::size_t> stamps_;     ///< of the records that were seen
  std::unordered_set<std::size_t> texts_;      ///< without stamps
  std::unordered_set<std::size_t> unstamped_;  ///< texts that were seen without a stamp only
  std::uint64_t records_ = 0;
  std::uint64_t lost_marks_ = 0;
  std::uint64_t left_out_ = 0;
};

}  // namespace aug
