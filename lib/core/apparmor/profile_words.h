#pragma once

#include <cstddef>
#include <string_view>

// Where the words of a profile end, as the lexer of apparmor_parser has it (parser/parser_lex.l).

namespace aug {

/// Space within a line.
bool is_profile_blank(char c);
bool is_profile_space(char c);

/// The unquoted word that begins at 0. With `keyword`, a comma after what may be a keyword ends it; a comma within a
/// path belongs to the path.
std::size_t word_length(std::string_view text, bool keyword);

/// "@{NAME}", "@NAME", "${NAME}" or "$NAME"; 0 when the text does not begin with such a thing.
std::size_t variable_length(std::string_view text);

/// The length of what is in quotes, with them; 0 when there is no end.
std::size_t quoted_length(std::string_view text);

/// The length of what is in parentheses, with them; 0 when there is no end.
std::size_t parenthesised_length(std::string_view text);

}  // namespace aug
