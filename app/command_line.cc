#include "app/command_line.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <boost/program_options/errors.hpp>
#include <boost/program_options/parsers.hpp>
#include <charconv>
#include <cstdlib>
#include <optional>

#include "app/progress.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/spelling.h"

namespace aug::app {
namespace {

/// Long options are never abbreviated.
constexpr int style_of_options = po::command_line_style::default_style & ~po::command_line_style::allow_guessing;

void check_word(const Invocation& invocation, const char* option, std::initializer_list<std::string_view> words) {
  if (!invocation.has(option)) return;
  const std::string value = invocation.text(option);
  if (std::find(words.begin(), words.end(), value) != words.end()) return;
  throw Failure(ExitCode::usage, "bad-option-value"_id, aug::format("cannot use '{}' for --{}", value, option),
                aug::format("use one of {}", fmt::join(words, ", ")));
}

void check_absolute(const Invocation& invocation, const char* option) {
  const std::string value = invocation.text(option);
  if (value.empty() || value.starts_with('/')) return;
  throw Failure(ExitCode::usage, "bad-option-value"_id,
                aug::format("cannot use '{}' for --{}: it must be an absolute path", value, option));
}

/// Of the terminal that standard output is; 0 where it is none. COLUMNS is for those that do not tell.
std::size_t width_of_terminal() {
  if (::isatty(STDOUT_FILENO) == 0) return 0;
  constexpr unsigned usual = 80;
  constexpr unsigned narrowest = 40;
  unsigned width = 0;
  struct winsize size {};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) width = size.ws_col;
  const char* columns = std::getenv("COLUMNS");  // NOLINT(concurrency-mt-unsafe): there is one thread
  const std::string_view text = columns == nullptr ? "" : columns;
  if (width == 0 && std::from_chars(text.data(), text.data() + text.size(), width).ec != std::errc()) width = 0;
  return width == 0 ? usual : std::max(width, narrowest);
}

Style style_of(const Invocation& invocation) {
  const std::string color = invocation.text("color");
  const char* no_color = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe): there is one thread
  const bool wanted =
      (no_color == nullptr || *no_color == '\0') && ::isatty(STDOUT_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0;
  return {.color = color == "always" || (color == "auto" && wanted),
          .names_kinds = invocation.is_set("verbose"),
          .width = width_of_terminal()};
}

/// Everything that the command takes.
po::options_description options_of(const Command& command) {
  po::options_description options("Options");
  if (command.describe != nullptr) command.describe(options);
  for (const auto& shared : {shared_options(command.groups), common_options()}) {
    for (const auto& option : shared.options()) options.add(option);
  }
  return options;
}

/// Of "--name=value", as it was written: what it is called.
std::string name_in(const std::string& option) {
  const std::size_t begin = std::min(option.find_first_not_of('-'), option.size());
  return option.substr(begin, option.find('=', begin) - begin);
}

/// What to do about an option that the command does not take.
std::string advice_on(const std::string& option, const Command& command) {
  const std::string help = aug::format("see 'aa-userns-gen {} --help'", command.name);
  std::vector<std::string_view> takers;
  for (const Command* other : commands()) {
    if (options_of(*other).find_nothrow(option, false) != nullptr) takers.push_back(other->name);
  }
  if (takers.size() > commands().size() / 2) return aug::format("other commands take it; {}", help);
  if (!takers.empty()) return aug::format("it is an option of {}; {}", fmt::join(takers, ", "), help);
  const po::options_description offered = options_of(command);
  std::vector<std::string_view> names;
  for (const auto& each : offered.options()) names.push_back(each->long_name());
  const auto longer =
      std::find_if(names.begin(), names.end(), [&](std::string_view name) { return name.starts_with(option); });
  const auto meant = longer != names.end() ? std::optional(*longer) : nearest(option, names);
  return meant ? aug::format("did you mean '--{}'?", *meant) : help;
}

/// How many words the common and shared options before the command take; whether the command honours them is seen
/// later. Those behind it are not looked at: each command has its own.
std::size_t tokens_before_command(const std::vector<std::string>& arguments) {
  if (arguments.empty() || !arguments.front().starts_with('-')) return 0;
  po::options_description known = common_options();
  const po::options_description shared = shared_options(OptionGroups::all());
  for (const auto& option : shared.options()) known.add(option);
  std::size_t count = 0;
  try {
    const auto parsed =
        po::command_line_parser(arguments).options(known).style(style_of_options).allow_unregistered().run();
    for (const po::option& option : parsed.options) {
      if (option.position_key >= 0) break;
      if (option.unregistered) throw po::unknown_option(option.original_tokens.front());
      count += option.original_tokens.size();
    }
  } catch (const po::unknown_option& error) {
    std::vector<std::string_view> names;
    for (const auto& each : known.options()) names.push_back(each->long_name());
    const std::string given = name_in(error.get_option_name());
    const auto meant = given.size() > 1 ? nearest(given, names) : std::nullopt;
    throw Failure(ExitCode::usage, "bad-option"_id, error.what(),
                  meant ? aug::format("did you mean '--{}'?", *meant)
                        : "before the command stand common and shared options alone; see 'aa-userns-gen --help'");
  } catch (const po::error& error) {
    throw Failure(ExitCode::usage, "bad-option"_id, error.what(), "see 'aa-userns-gen --help'");
  }
  return count;
}

}  // namespace

const Command& command_named(const std::string& name) {
  std::vector<std::string_view> names;
  for (const Command* command : commands()) {
    if (command->name == name) return *command;
    names.push_back(command->name);
  }
  const auto meant = nearest(name, names);
  throw Failure(ExitCode::usage, "unknown-command"_id, aug::format("unknown command '{}'", name),
                meant ? aug::format("did you mean '{}'?", *meant) : "see 'aa-userns-gen --help'");
}

OrderedArguments ordered(const std::vector<std::string>& arguments) {
  const std::size_t before = tokens_before_command(arguments);
  const auto command = arguments.begin() + static_cast<std::ptrdiff_t>(before);
  OrderedArguments result{command == arguments.end() ? "" : *command, {arguments.begin(), command}};
  if (command != arguments.end()) result.options.insert(result.options.end(), command + 1, arguments.end());
  return result;
}

Invocation parse(const Command& command, const std::vector<std::string>& arguments) {
  po::options_description known = options_of(command);
  known.add_options()("argument", po::value<std::vector<std::string>>()->default_value({}, ""));
  po::positional_options_description positional;
  positional.add("argument", -1);
  Invocation invocation;
  try {
    po::store(po::command_line_parser(arguments).options(known).positional(positional).style(style_of_options).run(),
              invocation.values);
  } catch (const po::unknown_option& error) {
    throw Failure(ExitCode::usage, "bad-option"_id, error.what(), advice_on(name_in(error.get_option_name()), command));
  } catch (const po::error& error) {
    throw Failure(ExitCode::usage, "bad-option"_id, error.what(),
                  aug::format("see 'aa-userns-gen {} --help'", command.name));
  }
  invocation.arguments = invocation.values["argument"].as<std::vector<std::string>>();
  check_word(invocation, "color", {"auto", "always", "never"});
  check_word(invocation, "when", {"restricted", "always"});
  check_absolute(invocation, "parser");
  invocation.style = style_of(invocation);
  invocation.is_watched = has_terminal() && !invocation.is_set("quiet");
  return invocation;
}

}  // namespace aug::app
