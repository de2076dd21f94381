#pragma once

#include <boost/program_options/options_description.hpp>
#include <initializer_list>

namespace aug::app {

namespace po = boost::program_options;

/// Options that several commands share. A command honours all of a group, or does not offer it.
enum class OptionGroup {
  host,         ///< --root
  kernel,       ///< --apparmorfs
  parser,       ///< --parser
  templates,    ///< --templates
  when,         ///< --when
  dry_run,      ///< --dry-run
  change,       ///< --verbose and --restart-units
  best_effort,  ///< --best-effort
  metrics,      ///< --metrics
};

/// The groups that a command takes.
class OptionGroups {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor,hicpp-explicit-conversions): a row of the table is a list of groups
  constexpr OptionGroups(std::initializer_list<OptionGroup> groups) {
    for (const OptionGroup group : groups) bits_ |= bit(group);
  }

  constexpr bool has(OptionGroup group) const { return (bits_ & bit(group)) != 0; }

  /// Every group that there is.
  static constexpr OptionGroups all() {
    OptionGroups groups{};
    groups.bits_ = (bit(OptionGroup::metrics) << 1U) - 1;
    return groups;
  }

 private:
  static constexpr unsigned bit(OptionGroup group) { return 1U << static_cast<unsigned>(group); }

  unsigned bits_ = 0;
};

/// Those that every command takes.
po::options_description common_options();

/// Those of these groups.
po::options_description shared_options(const OptionGroups& groups);

}  // namespace aug::app
