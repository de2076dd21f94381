#include "system/policy_folders.h"

#include <fcntl.h>
#include <unistd.h>

#include <set>
#include <string_view>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/errno_failure.h"
#include "system/file_change.h"
#include "system/installed.h"
#include "system/ownership.h"

namespace aug {
namespace {

constexpr const char* own_folder = "/etc/aa-userns-gen/policies";
constexpr std::string_view built_in_folder = "policies/";
constexpr std::string_view ending = ".yaml";

std::string installed_folder() {
  const std::string share = share_folder();
  return share.empty() ? "" : share + "/policies";
}

bool is_policy(std::string_view file_name) {
  return file_name.ends_with(ending) || file_name.ends_with(".yml");
}

/// What is written there decides what is loaded.
Root own_folder_of(const Root& root) {
  constexpr Trust trust{.caller = true};
  const auto open_trusted = [&] {
    OpenedSafely found = open_safely(root, own_folder, trust);
    if (!found.unsafe) return std::move(found.file);
    const std::string name = root.outside(found.unsafe->path);
    throw Failure(ExitCode::failed, "policy-not-roots"_id,
                  aug::format("cannot trust {}: {} {}", root.outside(own_folder), name, found.unsafe->why),
                  way_to_safety(name));
  };
  if (!open_trusted()) make_folder(root, own_folder, 0755);
  const FileDescriptor found = open_trusted();
  FileDescriptor folder(found ? ::openat(found.get(), ".", O_PATH | O_DIRECTORY | O_CLOEXEC) : -1);
  if (!folder) fail_with_errno("open the folder", root.outside(own_folder));
  return {std::move(folder), root.outside(own_folder)};
}

/// As short as find_policy takes it.
std::string name_of(std::string file_name) {
  if (file_name.ends_with(ending)) file_name.resize(file_name.size() - ending.size());
  return file_name;
}

}  // namespace

std::optional<PolicyText> policy_in_folders(const Root& root, const std::string& file_name) {
  const std::string own = aug::format("{}/{}", own_folder, file_name);
  if (auto text = read_safely(root, own)) return PolicyText{std::move(*text), root.outside(own)};
  if (const std::string folder = installed_folder(); !folder.empty()) {
    const std::string file = aug::format("{}/{}", folder, file_name);
    if (auto text = read_safely(Root(), file)) return PolicyText{std::move(*text), file};
  }
  if (const auto text = built_in(std::string(built_in_folder) + file_name)) {
    return PolicyText{std::string(*text), aug::format("built-in {}{}", built_in_folder, file_name)};
  }
  return std::nullopt;
}

std::vector<std::string> policy_names(const Root& root) {
  std::vector<std::string> files = root.names_in(own_folder);
  if (const std::string folder = installed_folder(); !folder.empty()) {
    for (std::string& name : Root().names_in(folder)) files.push_back(std::move(name));
  }
  for (std::string_view name : built_in_names()) {
    if (name.starts_with(built_in_folder)) files.emplace_back(name.substr(built_in_folder.size()));
  }
  std::set<std::string> names;
  for (std::string& file : files) {
    if (is_policy(file)) names.insert(name_of(std::move(file)));
  }
  return {names.begin(), names.end()};
}

std::string place_new_policy(const Root& root, const std::string& name, const std::string& text) {
  const Root folder = own_folder_of(root);
  const std::string path = aug::format("/{}{}", name, ending);
  if (place_new_file(folder, path, {text, 0644, ::geteuid(), ::getegid()})) return folder.outside(path);
  throw Failure(ExitCode::failed, "policy-exists"_id,
                aug::format("cannot write {}: it is there already", folder.outside(path)));
}

std::vector<PolicyText> policies_of_administrator(const Root& root) {
  std::vector<PolicyText> texts;
  for (const std::string& name : root.names_in(own_folder)) {
    if (!is_policy(name)) continue;
    const std::string path = aug::format("{}/{}", own_folder, name);
    if (auto text = read_safely(root, path)) texts.push_back({std::move(*text), root.outside(path)});
  }
  return texts;
}

}  // namespace aug
