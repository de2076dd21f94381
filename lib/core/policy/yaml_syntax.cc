#include "core/policy/yaml_syntax.h"

#include <algorithm>
#include <optional>
#include <string>

#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {

namespace {

struct Translation {
  std::string_view parser_message;  // how it begins; see ErrorMsg in yaml-cpp/exceptions.h
  std::string_view message;
  std::string_view hint;
};

constexpr std::string_view check_indentation = "indent it like the lines that it belongs to, with spaces";
constexpr std::string_view use_single_quotes = "use single quotes, in which a backslash means itself";

constexpr Translation translations[] = {
    {"end of map not found", "this does not belong to the map above it", check_indentation},
    {"end of sequence not found", "this does not belong to the list above it", check_indentation},
    {"end of map flow not found", "a map in braces lacks its ',' or '}' here", "close it with '}'"},
    {"end of sequence flow not found", "a list in brackets lacks its ',' or ']' here", "close it with ']'"},
    {"illegal flow end", "a closing bracket or brace without its opening one", "put the value in quotes if it is text"},
    {"illegal map value", "':' cannot stand here", "correct the indentation, or put a text with ': ' in quotes"},
    {"illegal map key", "a key cannot stand here", check_indentation},
    {"illegal block entry", "a list item cannot stand here", "give '- ' a line of its own"},
    {"illegal EOF in scalar", "a quoted text has no end", "close the quote"},
    {"illegal document indicator in scalar", "a quoted text has no end", "close the quote"},
    {"unknown escape character", "an unknown escape in a text in double quotes", use_single_quotes},
    {"bad character found while scanning hex number", "an incomplete escape in a text in double quotes",
     use_single_quotes},
    {"invalid unicode", "an escape in a text in double quotes that is no character", use_single_quotes},
    {"the referenced anchor is not defined", "an alias without an anchor before it",
     "put the text in quotes if it is no alias"},
    {"YAML major version too large", "cannot read this version of YAML", "leave the line '%YAML ...' out"},
};

// Where a tab indents the line of `offset`: whatever the parser says about such a line, this is the reason.
std::optional<std::size_t> tab_in_indentation(std::string_view text, std::size_t offset) {
  if (text.empty()) return std::nullopt;
  const std::size_t newline = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  const std::size_t start = newline == std::string_view::npos ? 0 : newline + 1;
  const std::size_t tab = text.find_first_not_of(' ', start);
  if (tab == std::string_view::npos || text[tab] != '\t') return std::nullopt;
  return tab;
}

// The parser gives the end of a bad escape.
std::size_t start_of_escape(std::string_view text, std::string_view parser_message, std::size_t offset) {
  const bool of_escape =
      parser_message.starts_with("unknown escape") || parser_message.starts_with("bad character found");
  return of_escape ? std::min(offset, text.rfind('\\', offset)) : offset;
}

// Where the value itself begins, after its anchor and tag.
std::size_t behind_properties(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (text[at] == '#') {
      at = std::min(text.find('\n', at), text.size());
    } else if (text[at] == '&' || text[at] == '!') {
      at = std::min(text.find_first_of(" \t\r\n", at), text.size());
    } else if (std::string_view(" \t\r\n").find(text[at]) != std::string_view::npos) {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

}  // namespace

void add_syntax_mistake(Mistakes& mistakes, std::size_t offset, std::string_view parser_message) {
  const std::string_view text = mistakes.source().text();
  offset = start_of_escape(text, parser_message, std::min(offset, text.size()));
  if (const std::optional<std::size_t> tab = tab_in_indentation(text, offset)) {
    mistakes.add("not-yaml"_id, *tab, "a tab cannot indent a line", "indent with spaces");
    return;
  }
  if (const std::string_view rest = text.substr(offset); parser_message == "unknown token" && !rest.empty()) {
    const std::string character = quoted(rest.substr(0, first_character(rest).length));
    mistakes.add("not-yaml"_id, offset, aug::format("a text cannot begin with {}", character),
                 "put the text in quotes");
    return;
  }
  for (const Translation& translation : translations) {
    if (!parser_message.starts_with(translation.parser_message)) continue;
    mistakes.add("not-yaml"_id, offset, std::string(translation.message), std::string(translation.hint));
    return;
  }
  mistakes.add("not-yaml"_id, offset, aug::format("this is not YAML: {}", harmless(parser_message)));
}

bool is_closed(std::string_view text, std::size_t offset) {
  std::size_t at = behind_properties(text, offset);
  if (at >= text.size() || (text[at] != '"' && text[at] != '\'')) return true;
  const char quote = text[at];
  for (++at; at < text.size(); ++at) {
    const bool doubled = quote == '\'' && text.substr(at).starts_with("''");
    if (doubled || (quote == '"' && text[at] == '\\')) {
      ++at;
    } else if (text[at] == quote) {
      return true;
    }
  }
  return false;
}

}  // namespace aug
