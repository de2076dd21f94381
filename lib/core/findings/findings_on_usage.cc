#include <array>

#include "core/findings/finding.h"

namespace aug {

std::span<const Finding> findings_on_usage() {
  static constexpr auto findings = std::to_array<Finding>({
      {"unknown-command", "a command that is none", "the first argument that is no option is not the name of a command",
       "by a misspelling, or an option that was meant for a command stands before it",
       "use the nearest name, which the hint has, or see 'aa-userns-gen --help'"},
      {"bad-option", "an option that the command does not take, or not so",
       "the command line has an option that is unknown, is not for this command, lacks its argument, or does not go "
       "with another",
       "long options are never abbreviated, and each command takes only those that its own help lists",
       "see 'aa-userns-gen COMMAND --help'"},
      {"bad-option-value", "an option with a value that it cannot have",
       "the option is known, and its value is not one that it takes: a word out of a list, an absolute path, or a file",
       "by a misspelling, a relative path where another folder is worked on, or '-' where a file has to be",
       "give it one of the values that the message names"},
      {"unexpected-argument", "an argument that the command has no use for",
       "the command takes no arguments, or fewer, or one of another kind such as a number",
       "by a file name in place of an option, or by a pattern of the shell that matched more than was thought",
       "leave it out, or see 'aa-userns-gen COMMAND --help' for what the command takes"},
      {"no-policy-named", "the command needs the name of a policy",
       "nothing on the command line says which policy is meant, and the command does nothing by itself",
       "by an empty variable in a script, or since 'all of them' has to be said: with --all",
       "name a policy file or a policy that 'aa-userns-gen list' has"},
      {"path-not-absolute", "a program that is named by a relative path",
       "doctor and suggest take a program by its absolute path, or by its name alone, which is looked up in the "
       "standard folders",
       "by 'bin/tool' or './tool': which folder is meant would depend on where the command runs",
       "write the path from '/' on; 'realpath FILE' prints it"},
      {"unknown-program", "a program that is in none of the standard folders",
       "a name without a slash is looked up where root looks, and no program has it there",
       "it is installed elsewhere, for one user, or not at all",
       "name it by its absolute path, which 'command -v NAME' prints for the user who has it"},
      {"empty-text", "nothing to explain", "explain was given a text without a word in it",
       "by an empty argument, or an empty pipe",
       "put the message in quotes, or pipe a log into 'aa-userns-gen explain'"},
      {"output-not-written", "standard output takes nothing more",
       "the answer could not be written to where standard output leads",
       "a full disk, a pipe whose reader has ended, or a closed descriptor; what a change did stays done",
       "make room, or lead the output elsewhere, and ask again with 'aa-userns-gen status'"},
      {"internal-error", "a mistake of this program", "something happened that no part of this program expects",
       "by a bug, or by memory that ran out; a change that was under way is taken back",
       "report it with the command and its output; 'aa-userns-gen recover' shows whether a change was left half done"},
      {"advice", "another way to what was asked for",
       "the command could not do it here, and there are options for hosts like this one",
       "it follows an error of a host that cannot take profiles, or of a change that could not be taken back",
       "use what it names, if that is what is wanted"},
  });
  return findings;
}

}  // namespace aug
