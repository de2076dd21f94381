#include "core/doctor/checks.h"
#include "core/text/format.h"
#include "core/text/lists.h"

namespace aug {
namespace {

using Level = Check::Level;

bool has_option(const std::string& command_line, const std::string& option) {
  return (" " + command_line + " ").find(" " + option + " ") != std::string::npos;
}

/// What on the kernel's command line switches AppArmor off; "" for nothing.
std::string switch_off_in(const std::string& command_line) {
  for (const char* option : {"apparmor=0", "security=none", "security=selinux", "security=smack"}) {
    if (has_option(command_line, option)) return option;
  }
  const std::size_t at = (" " + command_line).find(" lsm=");
  if (at == std::string::npos) return "";
  const std::string option = command_line.substr(at, command_line.find(' ', at) - at);
  return option.find("apparmor") == std::string::npos ? option : "";
}

Remedy boot_remedy(const std::string& option) {
  const std::string setting = R"(GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX apparmor=1 security=apparmor")";
  Remedy remedy = by_hand("on hosts that boot with GRUB; elsewhere, change the kernel's command line likewise");
  if (!option.empty()) {
    remedy.emplace_back(RemedyCommand{"sed", {"-i", aug::format("s/ *\\b{}\\b//", option), "/etc/default/grub"}});
  }
  append(remedy, Remedy{RemedyCommand{"mkdir", {"-p", "/etc/default/grub.d"}},
                        RemedyFile{"/etc/default/grub.d/zz-apparmor.cfg", {setting}}, RemedyCommand{"update-grub"},
                        RemedyCommand{"reboot"}});
  return remedy;
}

Check without_apparmor(const DoctorFacts& facts) {
  const std::string option = switch_off_in(facts.kernel.command_line);
  Check check{"kernel-apparmor"_id, Level::warn,
              "this kernel runs without AppArmor: it restricts no namespaces, and no profile counts",
              option.empty() ? aug::format("Linux {}; its command line does not switch it off: {}",
                                           facts.kernel.release, facts.kernel.command_line)
                             : aug::format("the kernel's command line has {}", option),
              boot_remedy(option)};
  return check;
}

}  // namespace

Checks checks_on_kernel(const DoctorFacts& facts) {
  if (facts.is_image && !facts.kernel.has_apparmor) {
    return {{"kernel-apparmor"_id, Level::info, "this is an image tree: the kernel that will run it is not known", ""}};
  }
  if (!facts.kernel.has_apparmor) return {without_apparmor(facts)};
  if (!facts.kernel.mediates_userns) {
    const Level level = can_restrict(facts) ? Level::warn : Level::info;
    return {{"kernel-apparmor"_id, level, "this kernel's AppArmor knows no rules about user namespaces",
             aug::format("Linux {}; features/namespaces/mask lacks userns_create", facts.kernel.release),
             by_hand("this needs Linux 6.7 or newer, or a kernel of Ubuntu 23.10 or newer")}};
  }
  return {{"kernel-apparmor"_id, Level::ok, "the kernel runs AppArmor, with rules about user namespaces",
           facts.is_image ? "" : aug::format("Linux {}", facts.kernel.release)}};
}

}  // namespace aug
