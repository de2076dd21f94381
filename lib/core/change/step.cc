#include "core/change/step.h"

#include "core/text/format.h"

namespace aug {
namespace {

std::string text_of(const LoadProfiles& step) {
  return aug::format("load the profile{} {}", step.names.size() == 1 ? "" : "s", fmt::join(step.names, ", "));
}
std::string text_of(const UnloadProfile& step) {
  return aug::format("unload the profile {}", step.name);
}
std::string text_of(const PlaceFile& step) {
  return aug::format("place {}", step.path);
}
std::string text_of(const RemoveFile& step) {
  return aug::format("remove {}", step.path);
}
std::string text_of(const SetSysctl& step) {
  return aug::format("set {} = {}", step.name, step.value);
}
std::string text_of(const ReloadUnits& step) {
  return step.scope == UnitScope::user ? "reload the units of users" : "reload the units of the system";
}
std::string text_of(const SelectGeneration& step) {
  return step.number == 0 ? "select no generation" : aug::format("select generation {}", step.number);
}

}  // namespace

std::string describe(const Step& step) {
  return std::visit([](const auto& each) { return text_of(each); }, step);
}

bool is_for_kernel(const Step& step) {
  return std::holds_alternative<LoadProfiles>(step) || std::holds_alternative<UnloadProfile>(step) ||
         std::holds_alternative<SetSysctl>(step);
}

}  // namespace aug
