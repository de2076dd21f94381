// What must hold for all that a parser may say and write, whichever it is: the input is what it said, a line "---", and
// the profile; or it is what it compiled.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/apparmor/compiled_policy.h"
#include "core/plan/parser_output.h"
#include "core/text/failure.h"
#include "fuzz/require.h"

namespace {

using aug::require;

void check_remark(const aug::ParserRemark& remark) {
  require(aug::is_harmless(remark.text) && remark.text.find('\n') == std::string::npos, "a remark is a harmless line");
  require(remark.line >= 0, "a line has no negative number");
  require(remark.file.find('\n') == std::string::npos, "a file is named in one line");
  require(remark.rule_class.find(' ') == std::string::npos, "a class of rules is one word");
  require(remark.rule_class.empty() || remark.kind == aug::ParserRemark::Kind::not_enforced,
          "a class is of what is not enforced");
}

void check_mistakes(const aug::RenderedProfile& profile, const std::vector<aug::ParserRemark>& remarks) {
  const aug::Diagnoses mistakes = aug::compile_mistakes(profile, "/proc/self/fd/5", remarks, "exit status 1");
  const auto spoilt =
      std::ranges::count_if(remarks, [&](const auto& remark) { return aug::spoils(remark, profile.optional_classes); });
  require(static_cast<std::ptrdiff_t>(mistakes.size()) == std::max<std::ptrdiff_t>(spoilt, 1),
          "each remark that spoils it is a mistake, or how it ended is");
  for (const aug::Diagnosis& mistake : mistakes) {
    aug::require_can_be_shown(mistake);
    require(mistake.severity == aug::Severity::error && mistake.location == profile.because,
            "a mistake is an error at the policy");
    require(mistake.message.starts_with("cannot compile the profile fuzz: "), "a mistake names the profile");
  }
}

void check_said(const std::string& text) {
  constexpr std::string_view between = "\n---\n";
  const std::size_t end = std::min(text.find(between), text.size());
  const std::string said = text.substr(0, end);
  const std::vector<aug::ParserRemark> remarks = aug::remarks_in(said);
  require(remarks.size() <= static_cast<std::size_t>(std::ranges::count(said, '\n')) + 1,
          "a line is one remark at most");
  std::ranges::for_each(remarks, check_remark);
  if (said.find("AppArmor parser error") != std::string::npos && said.find("Cache ") == std::string::npos) {
    require(std::ranges::any_of(remarks,
                                [](const auto& each) {
                                  return aug::spoils(each, {"unix", ""});
                                }),
            "an error spoils it");
  }
  const std::string profile = text.substr(std::min(end + between.size(), text.size()));
  check_mistakes({"fuzz", profile, {"unix", "dbus"}, {"fuzz.yaml", 1, 1, ""}}, remarks);
}

void check_compiled(const std::string& bytes) {
  try {
    const auto profiles = aug::split_compiled(bytes);
    require(aug::join_compiled(profiles) == bytes, "profiles that were taken apart are what they were together");
    for (const aug::CompiledProfile& profile : profiles) {
      require(!profile.name.empty(), "a compiled profile has a name");
      const auto alone = aug::split_compiled(profile.bytes);
      require(alone.size() == 1 && alone.front() == profile, "a compiled profile is complete in itself");
    }
  } catch (const aug::Failure&) {
    // It is no compiled policy.
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  check_said(text);
  check_compiled(text);
  return 0;
}
