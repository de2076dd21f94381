#include "app/options.h"

#include <string>

namespace aug::app {
namespace {

po::typed_value<std::string>* text(const char* name) {
  return po::value<std::string>()->default_value("", "")->value_name(name);
}

void add(OptionGroup group, po::options_description& options) {
  auto option = options.add_options();
  switch (group) {
    case OptionGroup::host:
      option("root", po::value<std::string>()->value_name("DIR"),
             "work on an image or chroot tree: its files only, no kernel");
      return;
    case OptionGroup::kernel:
      option("apparmorfs", text("DIR"), "where the kernel's AppArmor files are mounted");
      return;
    case OptionGroup::parser:
      option("parser", text("FILE"), "the apparmor_parser to use");
      return;
    case OptionGroup::templates:
      option("templates", text("DIR"), "a folder of own templates, before /etc/aa-userns-gen/templates");
      return;
    case OptionGroup::when:
      option("when", po::value<std::string>()->default_value("restricted", "")->value_name("WHEN"),
             "restricted (default): only where the kernel has Ubuntu's restriction; always: on every kernel");
      return;
    case OptionGroup::dry_run:
      option("dry-run", po::bool_switch(), "decide and show, but change nothing");
      return;
    case OptionGroup::change:
      option("verbose", po::bool_switch(),
             "print the files used, each step, all policies' rows, and the kind of each message");
      option("restart-units", po::bool_switch(), "restart the running services of changed units, when all is done");
      return;
    case OptionGroup::best_effort:
      option("best-effort", po::bool_switch(),
             "for maintainer scripts: a host that cannot take profiles is a notice and exit 0");
      return;
    case OptionGroup::metrics:
      option("metrics", po::value<std::string>()->value_name("FILE"),
             "also write a file for Prometheus (node_exporter's textfile collector)");
      return;
  }
}

}  // namespace

po::options_description common_options() {
  po::options_description options("Common options");
  // clang-format off
  options.add_options()
    ("json", po::bool_switch(), "print one JSON object")
    ("color", po::value<std::string>()->default_value("auto", "")->value_name("WHEN"), "auto (default), always or never")
    ("quiet", po::bool_switch(), "print errors only")
    ("help,h", po::bool_switch(), "print this help")
    ("version,V", po::bool_switch(), "print the version");
  // clang-format on
  return options;
}

po::options_description shared_options(const OptionGroups& groups) {
  po::options_description options("Shared options");
  for (unsigned each = 0; each <= static_cast<unsigned>(OptionGroup::metrics); ++each) {
    const auto group = static_cast<OptionGroup>(each);
    if (groups.has(group)) add(group, options);
  }
  return options;
}

}  // namespace aug::app
