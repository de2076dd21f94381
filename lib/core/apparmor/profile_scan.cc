#include "core/apparmor/profile_scan.h"

#include <algorithm>
#include <utility>

#include "core/apparmor/profile_body.h"
#include "core/apparmor/profile_condition.h"
#include "core/apparmor/profile_escapes.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

using Kind = ProfileToken::Kind;

struct Alias {
  std::string from;
  std::string to;
};

/// "b" of "a//b", "/b" of "a///b".
std::string local_name(std::string_view name) {
  for (std::size_t at = name.find("//"); at != std::string_view::npos; at = name.find("//")) name.remove_prefix(at + 2);
  return std::string(name);
}

/// Slashes in a row are one, but for two at the beginning.
std::string with_single_slashes(std::string_view path) {
  std::string result;
  if (path.size() > 2 && path.starts_with("//") && path[2] != '/') {
    result = "//";
    path.remove_prefix(2);
  }
  for (const char c : path) {
    if (c != '/' || !result.ends_with('/')) result += c;
  }
  return result;
}

/// In one file: each alias can make one more of each attachment, and an image's owner may write any number of both.
constexpr std::size_t most_aliased = 100'000;

class Scanner {
 public:
  Scanner(const IncludedFile& file, const FindIncluded& find_included, Tunables tunables)
      : lexer_(file, find_included, scan_.diagnoses), tunables_(std::move(tunables)) {}

  ProfileScan run() {
    while (lexer_.find_statement()) read_statement();
    for (ReadProfile& profile : found_) finish(profile);
    return std::move(scan_);
  }

 private:
  void read_statement() {
    if (const auto assignment = lexer_.take_assignment()) return assign(*assignment);
    const char c = lexer_.peek();
    if (lexer_.take_word("profile") || lexer_.take_word("hat") || c == '/' || c == '"' || c == ':' || c == '@') {
      return bodies_.read_profile("");
    }
    const ProfileToken first = lexer_.next();
    if (first.kind == Kind::word && first.text == "^") return bodies_.read_profile("");
    if (first.kind == Kind::word && first.text == "abi") return read_abi();
    if (first.kind == Kind::word && first.text == "alias") return read_alias();
    if (first.kind == Kind::end_of_rule) return;
    lexer_.complain(Severity::error, first, aug::format("cannot read {} outside of profiles", quoted(first.text)));
  }

  static std::string_view without_brackets(std::string_view text) {
    if (text.starts_with('<') && text.ends_with('>')) text = text.substr(1, text.size() - 2);
    return text;
  }

  void read_abi() {
    scan_abi_ = without_brackets(lexer_.next().text);
    lexer_.skip_rule();
  }

  /// alias /old -> /new,
  void read_alias() {
    std::string from = unescaped(lexer_.next().text);
    const ProfileToken arrow = lexer_.next();
    std::string to = unescaped(lexer_.next().text);
    if (arrow.text == "->") aliases_.push_back({std::move(from), std::move(to)});
    lexer_.skip_rule();
  }

  void assign(const ProfileAssignment& assignment) {
    using How = Tunables::Assignment;
    const How how = assignment.sign == "+="   ? How::add
                    : assignment.sign == "?=" ? How::set_if_unset
                    : assignment.sign == ":=" ? How::replace
                                              : How::set;
    const std::string name = variable_name(assignment.variable.text);
    std::string flaw;
    if (assignment.variable.text.starts_with('$')) {
      const auto value = condition_value(assignment.values, tunables_);
      flaw = value ? tunables_.assign_flag(name, how, *value) : "cannot tell what a variable is set to";
    } else {
      std::vector<std::string> texts;
      for (const ProfileToken& value : assignment.values) texts.push_back(unescaped(value.text));
      flaw = tunables_.assign(name, how, std::move(texts));
    }
    if (!flaw.empty()) lexer_.complain(Severity::error, assignment.variable, std::move(flaw));
  }

  /// Variables may be added to up to the end of the file, so that they are expanded last.
  void finish(ReadProfile& read) {
    ScannedProfile profile;
    profile.file = std::move(read.header.file);
    profile.line = read.header.line;
    split_label(read, profile);
    if (profile.name.empty()) return refuse(profile, "cannot read the name of a profile: it is only a namespace");
    const auto name = tunables_.expand(profile.name);
    if (name) profile.name = *name;
    const std::string own = local_name(read.parent.empty() ? profile.name : read.header.name);
    profile.named_by_path = read.header.attachment.empty() && own.starts_with('/');
    const std::string pattern = profile.named_by_path ? own : read.header.attachment;
    const auto attachment = tunables_.expand(pattern);
    if (!name || !attachment) {
      refuse(profile, aug::format("cannot expand the variables of the profile {}", quoted(profile.name)));
    } else if (!attachment->empty()) {
      add_attachments(*attachment, profile);
    }
    profile.is_child = profile.name.find("//", 1) != std::string::npos;
    profile.conditions = read.header.conditions;
    profile.flags = std::move(read.header.flags);
    profile.grants_userns = read.grants_userns;
    profile.local_includes = std::move(read.local_includes);
    profile.abi = scan_abi_;
    scan_.profiles.push_back(std::move(profile));
  }

  void refuse(const ScannedProfile& profile, std::string why) {
    scan_.diagnoses.push_back(
        {"profile-not-understood"_id, Severity::error, {profile.file, profile.line, 0, ""}, std::move(why), ""});
  }

  /// "name", ":ns:name" or ":ns://name".
  static void split_label(const ReadProfile& read, ScannedProfile& profile) {
    profile.name = read.parent.empty() ? read.header.name : read.parent + "//" + read.header.name;
    if (!profile.name.starts_with(':')) return;
    const std::size_t end = profile.name.find(':', 1);
    if (end == std::string::npos) return;
    profile.space = profile.name.substr(1, end - 1);
    profile.name.erase(0, end + 1);
    if (profile.name.starts_with("//")) profile.name.erase(0, 2);
  }

  void add_attachments(const std::string& pattern, ScannedProfile& profile) {
    profile.attachments.push_back(with_single_slashes(pattern));
    for (const Alias& alias : aliases_) {
      if (!pattern.starts_with(alias.from) || aliased_ > most_aliased) continue;
      if (++aliased_ > most_aliased) {
        refuse(profile, aug::format("aliases make more than {} attachments", most_aliased));
      }
      profile.attachments.push_back(with_single_slashes(alias.to + pattern.substr(alias.from.size())));
    }
  }

  ProfileScan scan_;
  ProfileLexer lexer_;
  Tunables tunables_;
  std::vector<ReadProfile> found_;
  ProfileBodies bodies_{lexer_, tunables_, found_};
  std::vector<Alias> aliases_;
  std::size_t aliased_ = 0;
  std::string scan_abi_;
};

}  // namespace

ProfileScan scan_profiles(const IncludedFile& file, const FindIncluded& find_included, Tunables tunables) {
  return Scanner(file, find_included, std::move(tunables)).run();
}

std::string full_name(const ScannedProfile& profile) {
  return profile.space.empty() ? profile.name : aug::format(":{}://{}", profile.space, profile.name);
}

bool has_flag(const ScannedProfile& profile, std::string_view flag) {
  return std::ranges::find(profile.flags, flag) != profile.flags.end();
}

}  // namespace aug
