#include "system/templates.h"

#include <filesystem>

#include "core/policy/template_traits.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/installed.h"
#include "system/ownership.h"

namespace aug {
namespace {

constexpr std::string_view built_in_folder = "templates/";

void add_folder(Templates& templates, const Root& root, const std::string& folder) {
  for (const std::string& name : root.names_in(folder)) {
    const std::string path = folder + "/" + name;
    if (!is_template_name(name) || templates.contains(name)) continue;
    if (auto text = read_safely(root, path)) templates.try_emplace(name, std::move(*text), root.outside(path));
  }
}

}  // namespace

Templates load_templates(const Root& root, const std::string& own) {
  Templates templates;
  const Root host;
  if (!own.empty()) {
    std::error_code error;  // where the working folder is gone
    const std::string folder = std::filesystem::absolute(own, error);
    if (error || !host.is_folder(folder)) {
      throw Failure(ExitCode::failed, "wrong-kind-of-file"_id,
                    aug::format("cannot read templates from {}: it is no folder", own));
    }
    add_folder(templates, host, folder);
  }
  add_folder(templates, root, "/etc/aa-userns-gen/templates");
  if (const std::string share = share_folder(); !share.empty()) add_folder(templates, host, share + "/templates");
  for (const std::string_view name : built_in_names()) {
    if (!name.starts_with(built_in_folder)) continue;
    templates.try_emplace(std::string(name.substr(built_in_folder.size())), std::string(*built_in(name)),
                          aug::format("built-in {}", name));
  }
  return templates;
}

}  // namespace aug
