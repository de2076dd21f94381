#include "core/apparmor/told_attachment.h"

#include "core/apparmor/attachment.h"

namespace aug {

bool is_told_to_attach(const LoadedProfiles& loaded, const std::string& name, const std::string& program) {
  const auto found = loaded.find(name);
  return found != loaded.end() && !found->second.attachment.empty() &&
         Attachment(found->second.attachment).matches(program);
}

}  // namespace aug
