#include "system/bad_profiles.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/apparmor/profile_file_names.h"
#include "core/plan/parser_output.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"
#include "system/process.h"
#include "system/profile_files.h"

namespace aug {
namespace {

/// The names alone: the parser reads all of a file and what it includes, but need not compile it.
ProcessResult read_names(const ParserSetting& setting, const std::vector<std::string>& paths) {
  ProcessRequest request{{setting.program, "--names", "--base", setting.base}, "", setting.time_limit};
  const std::size_t folder_size = std::string_view(profile_folder).size();
  for (const std::string& path : paths) request.argv.push_back(setting.base + path.substr(folder_size));
  ProcessResult result = run(request);
  result.err = with_own_names(setting, std::move(result.err));
  return result;
}

std::string first_error(const ProcessResult& result, const ParserSetting& setting) {
  for (const ParserRemark& remark : remarks_in(result.err)) {
    if (remark.kind == ParserRemark::Kind::error) return remark.text;
  }
  return aug::format("{}: {}", setting.program, how_it_ended(result, setting.time_limit));
}

}  // namespace

std::vector<BadFile> broken_links(const Root& root) {
  std::vector<BadFile> broken;
  for (const std::string& name : root.names_in(profile_folder)) {
    const std::string path = aug::format("{}/{}", profile_folder, name);
    if (is_ignored_profile_file(name) || root.status(path)) continue;
    if (const auto target = root.link_target(path)) {
      broken.push_back({path, aug::format("it is a link to {}", harmless(*target)), true});
    }
  }
  return broken;
}

std::vector<BadFile> unreadable_profiles(const ParserSetting& setting, const std::vector<std::string>& paths) {
  if (paths.empty() || read_names(setting, paths).succeeded()) return {};
  std::vector<BadFile> bad;
  for (const std::string& path : paths) {
    const ProcessResult alone = read_names(setting, {path});
    if (!alone.succeeded()) bad.push_back({path, first_error(alone, setting), false});
  }
  return bad;
}

}  // namespace aug
