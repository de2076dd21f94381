
#include "actions/check.h"
#include "actions/write_profiles.h"
#include "app/policy_arguments.h"
#include "core/apparmor/our_files.h"

namespace aug::app {
namespace {

void describe(po::options_description& options) {
  options.add_options()("output,o", po::value<std::string>()->value_name("DIR"), "write the files into DIR");
}

Report run(const Invocation& invocation) {
  const Host host(invocation.host_choice());
  const Rendering rendered = render(host, policies_named(host, invocation), invocation.text("templates"));
  Report report;
  report.diagnoses = rendered.notices;
  report.fields["profiles"] = Json::array();
  for (const RenderedProfile& profile : rendered.profiles) {
    report.fields["profiles"].push_back(
        {{"name", profile.name}, {"file", file_name_of(profile.name)}, {"text", profile.text}});
    if (!report.text.empty()) report.text += '\n';
    report.text += profile.text;
  }
  if (invocation.has("output") && !invocation.is_set("dry-run")) {
    report.text.clear();
    for (const std::string& file : write_profiles(invocation.text("output"), rendered.profiles))
      report.text += file + '\n';
  }
  return report;
}

}  // namespace

const Command render_command = {
    .name = "render",
    .arguments = "POLICY...",
    .summary = "print the profiles of policies, or write them to a folder",
    .explanation =
        "Prints the text of the profiles that the policies come to on this host. Nothing is compiled or loaded.\n"
        "Needs no root.",
    .groups = {OptionGroup::host, OptionGroup::templates, OptionGroup::dry_run},
    .describe = describe,
    .run = run,
};

}  // namespace aug::app
