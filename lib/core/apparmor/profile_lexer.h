#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/apparmor/profile_source.h"
#include "core/text/diagnosis.h"

namespace aug {

/// A word of a profile, and where it begins.
struct ProfileToken {
  enum class Kind {
    word,
    quoted,         ///< text without its quotes
    open_brace,     ///< only where it stands by itself: a path may hold braces
    close_brace,    ///< as open_brace
    parenthesised,  ///< text without the parentheses
    end_of_rule,    ///< a comma
    end_of_text,
  };

  Kind kind = Kind::end_of_text;
  std::string_view text;
  std::string_view file;
  int line = 0;
};

struct ProfileAssignment {
  ProfileToken variable;
  std::string_view sign;  ///< "=", "+=", "?=" or ":="
  std::vector<ProfileToken> values;
};

/// Takes profiles apart as the lexer of apparmor_parser does (parser/parser_lex.l), as far as it takes to tell rules,
/// blocks and headers from each other, and follows includes. Whatever it is given, it comes to an end.
class ProfileLexer {
 public:
  /// Notes what it has to complain about in `diagnoses`, which must outlive it.
  ProfileLexer(const IncludedFile& file, const FindIncluded& find_included, Diagnoses& diagnoses);

  /// Goes to where the next statement begins, past comments, and into and out of included files. False at the end.
  bool find_statement();
  /// The next token of a statement.
  ProfileToken next();
  /// As next(), but what is no quoted string is one word with all its braces and commas.
  ProfileToken next_name();
  /// The next byte of a statement that is no space, left where it is; '\0' at the end.
  char peek();
  /// Passes this keyword if it comes next.
  bool take_word(std::string_view word);
  /// "@{NAME} = VALUE..." or "$NAME = VALUE...", up to the end of the line; nullopt when something else comes next.
  std::optional<ProfileAssignment> take_assignment();
  /// To the end of the rule. Stops before a brace that stands by itself.
  void skip_rule();

  /// The same file is included once in each profile: from here on, another profile. Returns what to leave it with.
  std::set<std::string> enter_profile();
  void leave_profile(std::set<std::string> outer);

  /// The paths of the folder local in each "include if exists" so far, those that are not there as well.
  const std::vector<std::string>& local_includes() const { return local_includes_; }

  void complain(Severity severity, const ProfileToken& where, std::string message);

 private:
  struct Source {
    std::string_view path;
    std::string_view text;
    std::size_t at = 0;
    int line = 1;
  };

  std::string_view rest() const;
  void advance(std::size_t count);
  void skip_line();
  void enter_source(const IncludedFile& file);
  bool skip_space(bool within_line);
  bool skip_space_and_comments();
  bool leave_source();
  bool enter_include();
  std::vector<ProfileToken> rest_of_line();
  void include(const ProfileToken& where, const std::string& path, bool if_exists);
  ProfileToken token_here(ProfileToken::Kind kind) const;
  ProfileToken quoted();
  ProfileToken parenthesised();
  ProfileToken word(bool keyword = true);

  const FindIncluded& find_included_;
  Diagnoses& diagnoses_;
  std::set<std::string> paths_;
  std::vector<Source> sources_;
  std::set<std::string> included_;
  std::vector<std::string> local_includes_;
  std::size_t bytes_left_;
};

}  // namespace aug
