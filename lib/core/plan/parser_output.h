#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/plan/profile_text.h"
#include "core/text/diagnosis.h"

namespace aug {

/// One line that apparmor_parser(8) said, taken apart. The forms are those of the parsers 3.0 to 5.0: yyerror() in
/// parser/parser_yacc.y, warn_once() in parser/rule.cc and process_profile() in parser/parser_main.c.
struct ParserRemark {
  enum class Kind {
    error,         ///< "AppArmor parser error", whatever the exit status
    not_enforced,  ///< rules that it leaves out, since the ABI of the policy or the kernel lacks them
    skipped,       ///< a file that it leaves out
    other,
  };

  Kind kind = Kind::other;
  std::string file;           ///< where: one of its arguments, or what that includes; "" when it does not say
  int line = 0;               ///< 0 when it does not say
  std::string rule_class;     ///< of not_enforced: "userns", "dbus", "unix"; "" when they cannot be told
  std::string text;           ///< what it says, harmless for a terminal
  std::string argument = {};  ///< of an error: the argument that it is about; "" when it does not say

  friend bool operator==(const ParserRemark&, const ParserRemark&) = default;
};

std::vector<ParserRemark> remarks_in(std::string_view output);

/// Whether the compiled result may not be used: an error, something skipped, or rules left out that are none of
/// `optional_classes`.
bool spoils(const ParserRemark& remark, const std::vector<std::string>& optional_classes);

/// The mistakes that the remarks of a failed run show in `profile`, which the parser was given as `file`: one finding
/// at the policy entry for each that spoils it. When none does, all that was said makes one finding, together with how
/// the run `ended`.
Diagnoses compile_mistakes(const RenderedProfile& profile, std::string_view file,
                           const std::vector<ParserRemark>& remarks, std::string_view ended);

}  // namespace aug
