#include "core/doctor/remedy.h"

#include <algorithm>

#include "core/text/format.h"
#include "core/text/lists.h"
#include "core/text/other_tree.h"
#include "core/text/shell_word.h"
#include "core/text/terminal_text.h"
#include "core/text/utf8.h"

namespace aug {
namespace {

constexpr const char* own_program = "aa-userns-gen";

std::string quoted_words(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += " " + shell_word(word);
  return text;
}

std::string in_shell(const RemedyNote& note) {
  // A line break in it would begin a command.
  return "# " + harmless(note.text);
}

std::string in_shell(const RemedyCommand& command) {
  std::string text = shell_word(command.program) + quoted_words(command.arguments);
  if (!command.input.empty()) text = aug::format("printf '%s\\n'{} | {}", quoted_words(command.input), text);
  if (!command.reads.empty()) text = aug::format("{}{} | {}", own_program, quoted_words(command.reads), text);
  if (command.may_fail) text += " || true";
  return command.is_to_decide ? "# " + text : text;
}

std::string in_shell(const RemedyFile& file) {
  return aug::format("printf {}{} >{}", file.is_one_word ? "%s" : "'%s\\n'", quoted_words(file.lines),
                     shell_word(file.path));
}

std::vector<std::string> words_of(const RemedyNote& /*note*/) {
  return {};
}

std::vector<std::string> words_of(const RemedyCommand& command) {
  std::vector<std::string> words{command.program};
  append(words, command.arguments);
  append(words, command.input);
  append(words, command.reads);
  return words;
}

std::vector<std::string> words_of(const RemedyFile& file) {
  std::vector<std::string> words{file.path};
  append(words, file.lines);
  return words;
}

/// The first that a terminal would not show as it is, so that nobody could see what is run; "" for none.
std::string unsafe_word_in(const Remedy& remedy) {
  for (const RemedyLine& line : remedy) {
    for (const std::string& word : std::visit([](const auto& one) { return words_of(one); }, line)) {
      if (!is_plain_line(word)) return word;
    }
  }
  return "";
}

}  // namespace

RemedyCommand own_command(std::vector<std::string> arguments) {
  return {own_program, std::move(arguments)};
}

RemedyCommand suggested_grant(const std::string& path) {
  RemedyCommand command = own_command({"apply", "-"});
  command.reads = {"suggest", path};
  return command;
}

Remedy by_hand(std::string what) {
  return {RemedyNote{std::move(what)}};
}

Remedy in_image(const Remedy& remedy, const std::string& folder) {
  Remedy told;
  for (const RemedyLine& line : remedy) {
    const auto* command = std::get_if<RemedyCommand>(&line);
    if (command != nullptr && command->program == own_program) {
      RemedyCommand ours = *command;
      for (std::vector<std::string>* words : {&ours.arguments, &ours.reads}) {
        if (!words->empty()) words->insert(words->end(), {"--root", folder});
      }
      told.emplace_back(std::move(ours));
    } else if (std::holds_alternative<RemedyNote>(line)) {
      told.push_back(line);
    } else {
      const std::string text = std::visit([](const auto& one) { return in_shell(one); }, line);
      told.emplace_back(RemedyNote{told_of_tree(folder, text)});
    }
  }
  return told;
}

std::string shown(const Remedy& remedy) {
  if (const std::string unsafe = unsafe_word_in(remedy); !unsafe.empty()) {
    return in_shell(RemedyNote{
        aug::format("no command is shown, since this name cannot be given to a shell safely: {}", quoted(unsafe))});
  }
  std::string text;
  for (const RemedyLine& line : remedy) {
    if (!text.empty()) text += '\n';
    text += std::visit([](const auto& one) { return in_shell(one); }, line);
  }
  return text;
}

}  // namespace aug
