#include "actions/write_profiles.h"

#include <unistd.h>

#include <filesystem>

#include "core/apparmor/our_files.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/file_change.h"
#include "system/output_folder.h"

namespace aug {

std::vector<std::string> write_profiles(const std::string& folder, const std::vector<RenderedProfile>& profiles) {
  std::error_code error;  // where the working folder is gone
  std::string path = std::filesystem::absolute(folder, error);
  if (error)
    throw Failure(ExitCode::failed, "bad-output-file"_id,
                  aug::format("cannot make the folder {}: {}", folder, error.message()));
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  const Root root = made_output_folder(path);
  for (const RenderedProfile& profile : profiles) {
    const auto there = root.read("/" + file_name_of(profile.name));
    if (there && !is_ours(*there)) {
      throw Failure(
          ExitCode::failed, "file-not-ours"_id,
          aug::format("cannot write {}/{}: there is a file that is not ours", folder, file_name_of(profile.name)));
    }
  }
  std::vector<std::string> written;
  for (const RenderedProfile& profile : profiles) {
    place_file(root, "/" + file_name_of(profile.name), {profile.text, 0644, geteuid(), getegid()});
    written.push_back(aug::format("{}/{}", folder, file_name_of(profile.name)));
  }
  return written;
}

}  // namespace aug
