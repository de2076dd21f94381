#include "system/bad_profiles.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

#include "core/apparmor/profile_file_names.h"
#include "core/plan/parser_output.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"
#include "system/attempt.h"
#include "system/process.h"
#include "system/profile_files.h"

namespace aug {
namespace {

/// Each costs a process or two; whoever mends so many will ask again.
constexpr std::size_t most_bad = 50;
/// In bytes: of an image, what a file includes, for each of its profiles anew, is as much as its owner likes.
constexpr rlim_t most_memory = 1U << 30U;

/// In one process the parser stops at the first mistake; with a process for each file, which takes longer, it says what
/// is wrong with all of them.
enum class Jobs { one, each };

/// The names alone: the parser reads all of a file and what it includes, but need not compile it.
ProcessResult read_names(const ParserSetting& setting, const std::vector<std::string>& paths, Jobs jobs = Jobs::one) {
  ProcessRequest request{{setting.program, "--names", "--base", setting.base}, "", setting.time_limit};
  request.limits.memory = most_memory;
  if (jobs == Jobs::one) request.argv.emplace_back("--jobs=0");
  const std::size_t folder_size = std::string_view(profile_folder).size();
  for (const std::string& path : paths) request.argv.push_back(setting.base + path.substr(folder_size));
  ProcessResult result = run(request);
  result.err = with_own_names(setting, std::move(result.err));
  return result;
}

/// A file of local/ that the text includes; "" for none, and for several.
std::string local_file_in(const std::string& text) {
  std::set<std::string> found;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t begin = line.find("<local/");
    const std::size_t end = line.find('>', begin);
    if (line.find("include") > begin || end == std::string::npos) continue;
    found.insert(aug::format("{}/{}", profile_folder, line.substr(begin + 1, end - begin - 1)));
  }
  return found.size() == 1 ? *found.begin() : "";
}

/// What a rule without its end breaks is the line after the include.
std::string without_local_files(const std::string& text) {
  std::string rest;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    rest += line.find("<local/") == std::string::npos ? line + '\n' : "\n";
  }
  return rest;
}

bool is_read(const ParserSetting& setting, const std::string& text) {
  const FileDescriptor file = text_for_parser(setting, text);
  const std::string name = aug::format("/proc/self/fd/{}", file.get());
  ProcessRequest request{
      {setting.program, "--names", "--base", setting.base, name}, "", setting.time_limit, {file.get()}};
  request.limits.memory = most_memory;
  return run(request).succeeded();
}

/// Of the mistake that the parser found; what it could not run to find is the file's own.
BadFile bad_file_of(const Root& root, const ParserSetting& setting, const std::string& path,
                    const ProcessResult& result) {
  BadFile bad{path, aug::format("{}: {}", setting.program, how_it_ended(result, setting.time_limit))};
  for (const ParserRemark& remark : remarks_in(result.err)) {
    if (remark.kind != ParserRemark::Kind::error) continue;
    bad.why = remark.line == 0 ? remark.text : aug::format("line {}: {}", remark.line, remark.text);
    const bool is_included = remark.file.starts_with(aug::format("{}/", profile_folder)) && remark.file != path;
    if (is_included) bad.culprit = remark.file;
    break;
  }
  if (!bad.culprit.empty()) return bad;
  const std::string text = attempt([&] { return root.read(path); }).value_or("");
  const std::string local = local_file_in(text);
  if (!local.empty() && is_read(setting, without_local_files(text))) bad.culprit = local;
  return bad;
}

/// The files to ask about one by one: those that the parser complained of, if it takes all others, else all of them.
std::vector<std::string> suspects(const ParserSetting& setting, const std::vector<std::string>& paths) {
  std::set<std::string> named;
  for (const ParserRemark& remark : remarks_in(read_names(setting, paths, Jobs::each).err)) {
    named.insert(remark.argument);
  }
  std::vector<std::string> bad;
  std::vector<std::string> good;
  for (const std::string& path : paths) (named.contains(path) ? bad : good).push_back(path);
  return !bad.empty() && (good.empty() || read_names(setting, good).succeeded()) ? bad : paths;
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

std::vector<BadFile> unreadable_profiles(const Root& root, const ParserSetting& setting,
                                         const std::vector<std::string>& paths) {
  if (paths.empty() || read_names(setting, paths).succeeded()) return {};
  std::vector<BadFile> bad;
  const auto end = std::chrono::steady_clock::now() + 2 * setting.time_limit;
  for (const std::string& path : suspects(setting, paths)) {
    if (std::chrono::steady_clock::now() > end) {
      throw Failure(ExitCode::failed, "parser-too-slow"_id,
                    aug::format("{} takes too long to find the bad ones of {} files", setting.program, paths.size()));
    }
    const ProcessResult alone = read_names(setting, {path});
    if (!alone.succeeded()) bad.push_back(bad_file_of(root, setting, path, alone));
    if (bad.size() == most_bad) break;
  }
  return bad;
}

}  // namespace aug
