#include "core/profile_text.h"

#include <fmt/format.h>

#include <map>

#include "core/aare.h"
#include "core/failure.h"

namespace aug {
namespace {

std::string checked_name(const std::string& name, const Place& because) {
  if (const std::string flaw = flaw_in_profile_name(name); !flaw.empty()) {
    throw Failure(ExitCode::invalid_policy,
                  {{Severity::error, because, fmt::format("cannot name a profile '{}': {}", name, flaw), ""}});
  }
  return name;
}

const TextTemplate& template_of(const ProfilePlan& plan, const Templates& templates) {
  const auto found = templates.find(plan.template_name);
  if (found == templates.end()) {
    throw Failure(
        ExitCode::invalid_policy,
        {{Severity::error, plan.because,
          fmt::format("cannot find a template '{}' for the profile '{}'", plan.template_name, plan.name), ""}});
  }
  return found->second;
}

RenderedProfile render(const ProfilePlan& plan, const Templates& templates) {
  const TextTemplate& text = template_of(plan, templates);
  std::map<std::string, std::string> values = {{"PROFILE", checked_name(plan.name, plan.because)}};
  if (!plan.attachments.empty()) values["ATTACHMENT"] = quoted_alternatives(plan.attachments);
  if (!plan.child.empty()) values["CHILD"] = checked_name(plan.child, plan.because);
  if (text.has_place("COMPLAIN") || plan.complain) values["COMPLAIN"] = plan.complain ? ",complain" : "";

  std::string filled = fmt::format("{}; changes to this file are undone, additions go to local/{}.\n\n{}", marker,
                                   plan.name, text.fill(values));
  return {plan.name, std::move(filled), text.optional_classes(), plan.because};
}

}  // namespace

std::vector<RenderedProfile> render_profiles(const std::vector<ProfilePlan>& plans, const Templates& templates) {
  std::vector<RenderedProfile> rendered;
  for (const ProfilePlan& plan : plans) rendered.push_back(render(plan, templates));
  return rendered;
}

}  // namespace aug
