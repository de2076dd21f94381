#include "core/status/missing_programs.h"

#include <map>
#include <string>

#include "core/text/format.h"

namespace aug {
namespace {

/// The paths of policies, for those none of whose is there.
class Places {
 public:
  void add(const std::string& policy, const std::string& path, BinaryState state) {
    Of& all = policies_[policy];
    all.paths.push_back(path);
    all.has_one = all.has_one || state != BinaryState::missing;
  }

  template <typename Tell>
  void tell_missing(Tell tell) const {
    for (const auto& [policy, all] : policies_) {
      if (!all.has_one) tell(policy, aug::format("{}", fmt::join(all.paths, ", ")));
    }
  }

 private:
  struct Of {
    std::vector<std::string> paths;
    bool has_one = false;
  };
  std::map<std::string, Of> policies_;
};

/// In whose sandbox nothing runs, nothing helps: that is told of the program.
Places places_of_helpers(const std::vector<ExaminedBinary>& binaries) {
  Places places;
  for (const ExaminedBinary& each : binaries) {
    if (each.state == BinaryState::missing) continue;
    for (const ExaminedHelper& helper : each.helpers) places.add(each.binary.policy, helper.helper.path, helper.state);
  }
  return places;
}

}  // namespace

Diagnoses warnings_on_missing(const std::vector<ExaminedBinary>& binaries) {
  Places places;
  for (const ExaminedBinary& each : binaries) places.add(each.binary.policy, each.binary.path, each.state);
  Diagnoses warnings;
  places.tell_missing([&](const std::string& policy, const std::string& paths) {
    warnings.push_back({"no-program-there"_id,
                        Severity::warning,
                        {},
                        aug::format("no program of the policy '{}' is there; it names {}", policy, paths),
                        "install the program in one of these places, or name where it is in a policy of your own"});
  });
  places_of_helpers(binaries).tell_missing([&](const std::string& policy, const std::string& paths) {
    warnings.push_back({"no-helper-there"_id,
                        Severity::warning,
                        {},
                        aug::format("no helper of the policy '{}' is there, so nothing can make a namespace in the "
                                    "sandbox; it names {}",
                                    policy, paths),
                        aug::format("install it in one of these places, or write its own to 'helpers:' of what "
                                    "'aa-userns-gen show {}' prints, and apply that",
                                    policy)});
  });
  return warnings;
}

}  // namespace aug
