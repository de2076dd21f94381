#include "system/host_change.h"

#include "core/apparmor/our_files.h"
#include "core/change/step_flaw.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/paths.h"
#include "system/file_change.h"
#include "system/sysctl.h"
#include "system/unit_managers.h"

namespace aug {
namespace {

constexpr const char* cache_folder = "/var/cache/apparmor";

/// The parser believes a compiled file that is newer than the profile, whatever is in either: apparmor_parser(8),
/// --show-cache. A clock that was set back would make it believe an old one.
void drop_cache_entries(const Root& root, const std::string& path) {
  const std::string name = last_part_of(path);
  for (const std::string& features : root.names_in(cache_folder)) {
    const std::string entry = aug::format("{}/{}/{}", cache_folder, features, name);
    if (root.status(entry)) remove_file(root, entry);
  }
}

class Performer {
 public:
  Performer(const Host& host, Diagnoses& warnings) : host_(host), warnings_(warnings) {}

  void operator()(const LoadProfiles& step) const { kernel().load(step.compiled); }
  void operator()(const UnloadProfile& step) const { kernel().unload(step.name); }
  void operator()(const PlaceFile& step) const {
    make_folder(host_.root, parent_of(step.path), step.path.starts_with(edited_folder) ? 0700 : 0755);
    // Taking back a step that never began shall not fail where nothing can be written.
    if (host_.root.read_state(step.path) == step.file) {
      remove_leftover(host_.root, step.path);
    } else {
      place_file(host_.root, step.path, step.file);
    }
    drop_cache_entries(host_.root, step.path);
  }
  void operator()(const RemoveFile& step) const {
    remove_file(host_.root, step.path);
    drop_cache_entries(host_.root, step.path);
  }
  void operator()(const SetSysctl& step) const { set_sysctl(host_.root, step.name, step.value); }
  void operator()(const ReloadUnits& step) const { warnings_ = reload_units(host_.root, step.scope); }
  void operator()(const SelectGeneration& step) const { host_.store.select(step.number); }

 private:
  const Kernel& kernel() const {
    if (!host_.kernel)
      throw Failure(ExitCode::unsupported, "no-apparmor"_id,
                    "cannot change profiles: there is no AppArmor kernel here");
    return *host_.kernel;
  }

  const Host& host_;
  Diagnoses& warnings_;
};

}  // namespace

Diagnoses perform(const Host& host, const Step& step) {
  if (const std::string flaw = flaw_in(step); !flaw.empty()) {
    throw Failure(ExitCode::failed, "record-not-ours"_id,
                  aug::format("cannot do what is no step of this program: it would {}", flaw));
  }
  host.doing(describe(step));
  Diagnoses warnings;
  std::visit(Performer(host, warnings), step);
  return warnings;
}

}  // namespace aug
