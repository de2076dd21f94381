#include <algorithm>

#include "core/doctor/checks.h"
#include "core/host/bubblewrap.h"
#include "core/text/format.h"

namespace aug {

Checks checks_on_bwrap(const DoctorFacts& facts) {
  using Level = Check::Level;
  if (!facts.bwrap) {
    return {{"bwrap"_id, Level::info, "bubblewrap is not installed", aug::format("there is no {}", bwrap_path)}};
  }
  const BwrapFacts& bwrap = *facts.bwrap;
  const std::string evidence = bwrap.path + (bwrap.version.empty() ? "" : ", version " + bwrap.version);
  if (!bwrap.is_setuid) return {{"bwrap"_id, Level::ok, "bubblewrap is installed, and not setuid", evidence}};
  const bool is_refused = std::any_of(facts.binaries.begin(), facts.binaries.end(), [&](const BinaryFacts& binary) {
    return binary.real_path == bwrap.path && !binary.trial.refusal().empty();
  });
  // NEWS of bubblewrap: refused by default since 0.11.2, gone in 0.12.0.
  return {{"bwrap-setuid"_id,
           is_refused ? Level::fail : Level::warn,
           "bubblewrap is setuid: it refuses that since 0.11.2, and 0.12 cannot do without namespaces either",
           evidence,
           {RemedyCommand{"dpkg-statoverride", {"--quiet", "--remove", bwrap.path}, {}, true},
            RemedyCommand{"chmod", {"u-s", bwrap.path}}}}};
}

}  // namespace aug
