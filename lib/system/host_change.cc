#include "system/host_change.h"

#include "core/failure.h"
#include "system/file_change.h"

namespace aug {
namespace {

class Performer {
 public:
  explicit Performer(const Host& host) : host_(host) {}

  void operator()(const LoadProfiles& step) const { kernel().load(step.compiled); }
  void operator()(const UnloadProfile& step) const { kernel().unload(step.name); }
  void operator()(const PlaceFile& step) const { place_file(host_.root, step.path, step.file); }
  void operator()(const RemoveFile& step) const { remove_file(host_.root, step.path); }
  void operator()(const SelectGeneration& step) const { host_.store.select(step.number); }

 private:
  const Kernel& kernel() const {
    if (!host_.kernel) throw Failure(ExitCode::unsupported, "cannot change profiles: there is no AppArmor kernel here");
    return *host_.kernel;
  }

  const Host& host_;
};

}  // namespace

void perform(const Host& host, const Step& step) { std::visit(Performer(host), step); }

}  // namespace aug
