#include <algorithm>

#include "core/doctor/checks.h"
#include "core/host/sysctl_names.h"
#include "core/text/format.h"

namespace aug {
namespace {

using Level = Check::Level;

std::string described(const SysctlSource& source) {
  return aug::format("{}:{} sets it to {}", source.path, source.line, source.value);
}

/// "it is 0 now; /run/sysctl.d/zz-lxd.conf:1 sets it to 0".
std::string evidence_on(const SysctlFacts& setting) {
  std::string text = aug::format("{} is {} now", setting.name, setting.now.value_or("absent"));
  if (setting.boot) text += aug::format("; at boot {}", described(*setting.boot));
  if (setting.late) text += aug::format("; later {}", described(*setting.late));
  if (!setting.boot && !setting.late) text += "; no file sets it";
  return text;
}

/// What files make of it at the next boot; nullopt where none speaks of it.
std::optional<std::string> value_at_boot(const SysctlFacts& setting) {
  if (setting.late) return setting.late->value;
  return setting.boot ? std::optional(setting.boot->value) : std::nullopt;
}

std::string reason_of(const SysctlFacts& setting) {
  if (!setting.policy.empty()) return aug::format(": the policy {} does that", setting.policy);
  const auto& source = setting.late ? setting.late : setting.boot;
  if (!source || source->value != setting.now.value_or("")) return "";
  return aug::format(": {} does that", source->path);
}

/// One setting that should be `good`; `wrong` says what another value means.
Check check_switch(const SysctlFacts& setting, FindingId id, const std::string& good, Level level,
                   const std::string& wrong) {
  const std::string evidence = evidence_on(setting);
  if (setting.now != good) {
    return {id, level, wrong + reason_of(setting), evidence, sysctl_remedy(setting, good)};
  }
  if (value_at_boot(setting).value_or(good) != good) {
    return {id, std::min(level, Level::warn), aug::format("the next boot changes {}: then {}", setting.name, wrong),
            evidence, sysctl_remedy(setting, good)};
  }
  return {id, Level::ok, aug::format("{} is {}", setting.name, good), evidence};
}

Check check_limit(const SysctlFacts& setting, const DoctorFacts& facts) {
  const long threads = std::strtol(facts.kernel.threads_max.c_str(), nullptr, 10);
  const std::string usual = std::to_string(threads > 1 ? threads / 2 : 15000);  // kernel/fork.c, fork_init()
  const std::string evidence = evidence_on(setting);
  if (setting.now == "0") {
    return {"sysctl-limit"_id, Level::fail, "nobody may create user namespaces: the limit is 0" + reason_of(setting),
            evidence, sysctl_remedy(setting, usual)};
  }
  if (value_at_boot(setting) == "0") {
    return {"sysctl-limit"_id, Level::warn, "the next boot sets the limit of user namespaces to 0", evidence,
            sysctl_remedy(setting, usual)};
  }
  return {"sysctl-limit"_id, Level::ok, aug::format("the limit of user namespaces is {}", setting.now.value_or("?")),
          evidence};
}

Check check_unconfined(const SysctlFacts& setting) {
  const bool is_on = setting.now != "0";
  return {"sysctl-unconfined"_id, is_on ? Level::ok : Level::info,
          is_on ? "aa-exec and AppArmorProfile= lift no restriction: only profiles that name the path do"
                : "any user can borrow an unconfined profile with aa-exec",
          evidence_on(setting)};
}

std::optional<Check> check_of(const SysctlFacts& setting, const DoctorFacts& facts) {
  if (!setting.now) return std::nullopt;
  if (setting.name == sysctl_name::restriction) {
    Check check = check_switch(setting, "sysctl-restriction"_id, "1", Level::warn,
                               "the restriction is off, every program may use user namespaces");
    check.weakens_host = setting.now == "0";
    return check;
  }
  if (setting.name == sysctl_name::restriction_complains) {
    return check_switch(setting, "sysctl-complain"_id, "0", Level::warn, "the restriction only writes records");
  }
  if (setting.name == sysctl_name::restriction_forced) {
    return check_switch(setting, "sysctl-force"_id, "0", Level::info,
                        "profiles without the rule 'userns' are refused too");
  }
  if (setting.name == sysctl_name::unconfined_restriction) return check_unconfined(setting);
  if (setting.name == sysctl_name::unprivileged_clone) {
    return check_switch(setting, "sysctl-clone"_id, "1", Level::fail, "only root may create user namespaces");
  }
  if (setting.name == sysctl_name::namespace_limit) return check_limit(setting, facts);
  return std::nullopt;
}

}  // namespace

Remedy sysctl_remedy(const SysctlFacts& setting, const std::string& value) {
  if (!setting.policy.empty()) return {own_command({"remove", setting.policy})};
  Remedy remedy;
  if (setting.boot && setting.boot->value != value) {
    if (setting.boot->path.ends_with("/zz-lxd.conf")) {
      remedy.emplace_back(
          RemedyNote{"the LXD snap writes this whenever it starts, and sets it as well: see to it there"});
    }
    remedy.emplace_back(
        RemedyFile{sysctl_file_after(setting.boot->path, setting.name), {aug::format("{} = {}", setting.name, value)}});
  }
  if (setting.late && setting.late->value != value) {
    const std::string edit = aug::format("{}s/=.*/={}/", setting.late->line, value);
    remedy.emplace_back(RemedyCommand{"sed", {"-i", edit, setting.late->path}});
  }
  if (setting.now != value) {
    remedy.emplace_back(RemedyCommand{"sysctl", {"-w", aug::format("{}={}", setting.name, value)}});
  }
  return remedy;
}

Checks checks_on_sysctls(const DoctorFacts& facts) {
  Checks checks;
  for (const SysctlFacts& setting : facts.sysctls) {
    if (auto check = check_of(setting, facts)) checks.push_back(std::move(*check));
  }
  const bool has_switch = !value_now(facts, sysctl_name::restriction).empty();
  if (facts.kernel.has_apparmor && !has_switch) {
    checks.push_back({"sysctl-restriction"_id, Level::ok, "this kernel does not have Ubuntu's restriction",
                      aug::format("there is no {}", sysctl_name::restriction)});
  }
  return checks;
}

}  // namespace aug
