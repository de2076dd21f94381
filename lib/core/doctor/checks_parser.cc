#include <algorithm>

#include "core/doctor/checks.h"
#include "core/text/format.h"

namespace aug {
namespace {

using Level = Check::Level;

Check check_parser(const DoctorFacts& facts) {
  const ParserFacts& parser = facts.parser;
  if (parser.flaw.empty()) {
    return {"parser"_id, Level::ok, "apparmor_parser compiles rules about user namespaces",
            aug::format("{}; abi files: {}", parser.path, fmt::join(parser.abi, " "))};
  }
  // On a kernel that cannot restrict them, nobody needs it.
  const Level level = is_restricted(facts) ? Level::fail : can_restrict(facts) ? Level::warn : Level::info;
  const bool lacks_abi =
      !parser.path.empty() && std::find(parser.abi.begin(), parser.abi.end(), "4.0") == parser.abi.end();
  return {"parser"_id,
          level,
          parser.flaw,
          aug::format("abi files: {}", parser.abi.empty() ? "none" : aug::format("{}", fmt::join(parser.abi, " "))),
          {RemedyCommand{"apt-get", {"update"}},
           lacks_abi ? reinstall_remedy() : RemedyCommand{"apt-get", {"install", "apparmor"}},
           RemedyNote{"Ubuntu 23.10, Debian 13 and newer releases have AppArmor 4.0 or newer"}}};
}

}  // namespace

Checks checks_on_parser(const DoctorFacts& facts) {
  return {check_parser(facts)};
}

}  // namespace aug
