#include "core/plan/profile_text.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "core/apparmor/aare.h"
#include "core/apparmor/our_files.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

std::string checked_name(const std::string& name, const Location& because) {
  if (const std::string flaw = flaw_in_profile_name(name); !flaw.empty()) {
    throw Failure(ExitCode::invalid_policy, {{"bad-profile-name"_id, Severity::error, because,
                                              aug::format("cannot name a profile '{}': {}", name, flaw), ""}});
  }
  return name;
}

/// Why a pattern may not be put in double quotes as an attachment, or "" when it may: what literal_pattern escapes
/// means nothing, the rest has to be a pattern such as a policy may have.
std::string flaw_in_attachment(std::string_view pattern) {
  std::string unescaped;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const bool is_escape =
        pattern[at] == '\\' && at + 1 < pattern.size() && literal_pattern(pattern.substr(at + 1, 1)).size() == 2;
    unescaped += is_escape ? '_' : pattern[at];
    if (is_escape) ++at;
  }
  return flaw_in_pattern(unescaped);
}

const TextTemplate& template_of(const ProfilePlan& plan, const Templates& templates) {
  const auto found = templates.find(plan.template_name);
  if (found == templates.end()) {
    throw Failure(
        ExitCode::invalid_policy,
        {{"unknown-template"_id, Severity::error, plan.because,
          aug::format("cannot find a template '{}' for the profile '{}'", plan.template_name, plan.name), ""}});
  }
  return found->second;
}

bool has_wildcard(const std::string& pattern) {
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '\\') {
      ++at;
    } else if (std::string_view("*?[").find(pattern[at]) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

RenderedProfile render(const ProfilePlan& plan, const Templates& templates) {
  const TextTemplate& text = template_of(plan, templates);
  std::map<std::string, std::string> values = {{"PROFILE", checked_name(plan.name, plan.because)}};
  if (!plan.attachments.empty()) values["ATTACHMENT"] = attachment_text(plan.attachments, plan.because);
  if (!plan.child.empty()) values["CHILD"] = checked_name(plan.child, plan.because);
  if (text.has_placeholder("COMPLAIN") || plan.complain) values["COMPLAIN"] = plan.complain ? ",complain" : "";

  if (!plan.helper.empty()) values["HELPER_PROFILE"] = checked_name(plan.helper, plan.because);
  std::vector<std::string> helpers;
  for (const std::string& pattern : plan.helpers) helpers.push_back(helper_text(pattern, plan.because));

  std::string filled = aug::format("{}; changes to this file are undone, additions go to local/{}.\n\n{}", marker,
                                   plan.name, text.fill(values, {{"HELPER", helpers}}));
  const bool has_wildcards = std::any_of(plan.attachments.begin(), plan.attachments.end(), has_wildcard);
  return {plan.name, std::move(filled), text.optional_classes(), plan.because, text.origin(), has_wildcards};
}

}  // namespace

std::string attachment_text(const std::vector<std::string>& patterns, const Location& because) {
  for (const std::string& pattern : patterns) {
    if (const std::string flaw = flaw_in_attachment(pattern); !flaw.empty()) {
      throw Failure(ExitCode::invalid_policy,
                    {{"bad-path"_id, Severity::error, because,
                      aug::format("cannot attach a profile to {}: the path {}", quoted(pattern), flaw), ""}});
    }
  }
  return quoted_alternatives(patterns);
}

std::string helper_text(const std::string& pattern, const Location& because) {
  return (has_wildcard(pattern) ? "priority=1 " : "") + attachment_text({pattern}, because);
}

std::vector<RenderedProfile> render_profiles(const std::vector<ProfilePlan>& plans, const Templates& templates) {
  std::vector<RenderedProfile> rendered;
  for (const ProfilePlan& plan : plans) rendered.push_back(render(plan, templates));
  return rendered;
}

}  // namespace aug
