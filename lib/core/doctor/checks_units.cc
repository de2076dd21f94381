#include "core/doctor/checks.h"
#include "core/host/sysctl_names.h"
#include "core/text/format.h"
#include "core/text/lists.h"

namespace aug {
namespace {

using Level = Check::Level;

std::string words_for(const std::vector<ServiceDirective>& directives) {
  std::vector<std::string> words;
  for (const ServiceDirective& each : directives) {
    words.push_back(aug::format("{}={} ({}:{})", each.name, each.value, each.path, each.line));
  }
  return aug::format("{}", fmt::join(words, ", "));
}

/// A user's own file. What is said in it must not lead to a drop-in for the services of all users.
bool is_in_home(const ServiceDirective& directive) {
  return directive.path.find("/.config/systemd/user/") != std::string::npos;
}

/// What a user did, that user takes back.
Remedy home_remedy(const StuckService& service) {
  Remedy remedy;
  for (const ServiceDirective& each : service.directives) {
    if (!is_in_home(each)) continue;
    append(remedy, by_hand(aug::format("{} is to take {}= out of {}:{}, and to restart {}", service.user, each.name,
                                       each.path, each.line, service.unit)));
  }
  return remedy;
}

Remedy drop_in_remedy(const StuckService& service) {
  const std::string folder = aug::format("/etc/systemd/user/{}.d", service.unit);
  RemedyFile drop_in{folder + "/zz-no-namespace.conf", {"[Service]"}};
  for (const ServiceDirective& each : service.directives) {
    if (!is_in_home(each)) drop_in.lines.push_back(each.name + "=" + each.off);
  }
  if (drop_in.lines.size() == 1) return {};
  return {
      RemedyCommand{"mkdir", {"-p", folder}}, drop_in, RemedyCommand{"systemctl", {"reload", "user@*.service"}},
      RemedyCommand{"systemctl", {"--user", aug::format("--machine={}@", service.user), "try-restart", service.unit}},
      RemedyNote{aug::format("or, where its sandbox is wanted: a unit of the system, with User={}, keeps it, since "
                             "systemd needs no user namespace there",
                             service.user)}};
}

Check check_of(const StuckService& service) {
  const std::string evidence = aug::format("process {} ({}) of {} has the label '{}'; {}", service.pid, service.program,
                                           service.unit, service.label, words_for(service.directives));
  std::string names;
  for (const ServiceDirective& each : service.directives) names += (names.empty() ? "" : ", ") + each.name + "=";
  Remedy remedy = drop_in_remedy(service);
  append(remedy, home_remedy(service));
  return {"unit-namespace"_id, Level::fail,
          aug::format("{} of {}: systemd makes a user namespace for {}, and the service is stuck in it", service.unit,
                      service.user, names),
          evidence, std::move(remedy)};
}

Check check_of(const UnitProfile& unit) {
  return {"unit-profile"_id, Level::warn,
          aug::format("{}: AppArmorProfile={} only adds that profile to 'unconfined', which lifts nothing", unit.path,
                      unit.profile),
          aug::format("{}:{}; {} is 1", unit.path, unit.line, sysctl_name::unconfined_restriction),
          by_hand("take AppArmorProfile= out of the unit: a profile that names the program's path counts by itself")};
}

}  // namespace

Checks checks_on_units(const DoctorFacts& facts) {
  Checks checks;
  for (const StuckService& service : facts.processes.stuck) {
    if (!service.directives.empty() && !service.user.empty()) checks.push_back(check_of(service));
  }
  if (value_now(facts, sysctl_name::unconfined_restriction) == "1" && is_restricted(facts)) {
    for (const UnitProfile& unit : facts.processes.unit_profiles) checks.push_back(check_of(unit));
  }
  return checks;
}

}  // namespace aug
