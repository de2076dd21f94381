#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/apparmor/file_attributes.h"
#include "core/apparmor/path_pattern.h"
#include "core/apparmor/profile_scan.h"

// Which profile the kernel takes for a path that an unconfined process runs: find_attach() in
// security/apparmor/domain.c and aa_dfa_leftmatch() in match.c.
//
// It runs the path through each profile's automaton and counts the bytes up to where that comes back to a state that it
// was in: all of them for a path without wildcards. The highest count wins; two of the same count, and neither is
// taken. The order in which the profiles were loaded does not matter: what could make it matter, the length that the
// parser hands over with a pattern, ends at the first wildcard and is never above the count.
//
// Held against the kernel by tests/kernel/attachment_rule.sh. Not like that are:
// - Kernels before 6.17 that lack the fix "fix loop detection used in conflicting attachment resolution", which
//   6.12.42 and the like have. They may take a pattern in which a longer alternative rejoins a shorter one for longer
//   than it is.
// - Kernels with the feature policy/diff-encode. The parser then stores automata as differences, which
//   aa_dfa_leftmatch() does not know: patterns with wildcards may match and count anything. Seen with 7.2: "/opt/*"
//   took /opt/x/run. See AttachmentRules.

namespace aug {

/// The paths that a profile attaches to, and all that the kernel knows of it when it chooses.
class Attachment {
 public:
  /// The paths that any of the patterns matches. A pattern that is none matches nothing.
  explicit Attachment(std::span<const std::string> patterns);
  explicit Attachment(const std::string& pattern);
  /// By apparmor_parser before 5.0, a profile whose name is a plain path attaches to just that, before all others.
  static Attachment by_name(const std::string& path);

  bool matches(std::string_view path) const;

  /// How many bytes of a path that is matched count; nullopt for a pattern that is too large to tell.
  std::optional<std::size_t> reach(std::string_view path) const;

  bool is_by_name() const { return !name_.empty(); }

 private:
  std::string name_;
  std::shared_ptr<const PathPattern> pattern_;  ///< shared, so that candidates are cheap to copy
};

/// A profile that attaches to what an unconfined process runs.
struct Candidate {
  std::string profile;
  Attachment attachment;
  bool is_conditional = false;                      ///< it may or may not take part
  std::vector<AttributeCondition> conditions = {};  ///< it takes no part for a file that does not meet them
};

/// The properties of parser and kernel that the choice depends on beside the patterns.
struct AttachmentRules {
  int parser_generation = 5;         ///< the first number of apparmor_parser's version
  bool encodes_differences = false;  ///< policy/diff-encode: nothing is certain of patterns with wildcards
};

/// The candidates of the reader's own namespace.
std::vector<Candidate> candidates_among(std::span<const ScannedProfile> profiles, const AttachmentRules& rules);

struct AttachmentChoice {
  enum class Kind {
    none,    ///< no profile matches
    winner,  ///< the same one in whatever order they were loaded
    tie,     ///< the kernel takes none
  };

  Kind kind = Kind::none;
  std::vector<std::string> profiles;  ///< the winner, or those between which it is a tie
  bool is_uncertain = false;          ///< of a tie: one of them may be taken after all, but which cannot be told

  friend bool operator==(const AttachmentChoice&, const AttachmentChoice&) = default;
};

/// `attributes` are those of the file; without them it may have any.
AttachmentChoice winner_of(std::string_view path, std::span<const Candidate> candidates,
                           const FileAttributes* attributes = nullptr);

/// The fate of our profile when theirs is loaded as well, from good to bad.
enum class Encounter {
  never_meet,  ///< no path is matched by both
  we_win,      ///< on every path that is
  they_win,    ///< on some path
  tie,         ///< on some path: it gets neither, or that cannot be told
};

Encounter encounter(const Attachment& ours, const Attachment& theirs, std::span<const std::string> paths);

}  // namespace aug
