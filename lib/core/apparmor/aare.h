#pragma once

#include <span>
#include <string>
#include <string_view>

// AppArmor regular expressions: the pattern language of paths in apparmor.d(5).

// A flaw is the end of a sentence that begins with the thing's name: "must be an absolute path".

namespace aug {

/// Why `path` may not stand for one file in a profile, or "" when it may: it is absolute, normalised, valid UTF-8
/// and free of control characters, double quotes, backslashes and "@{".
std::string flaw_in_path(std::string_view path);

/// Why `pattern` may not stand for a set of files, or "" when it may: as a path, but with *, ?, [abc] and {a,b} that
/// stay inside one path component each. "**", "[^", nesting, braces with "/" and a comma outside braces are refused.
std::string flaw_in_pattern(std::string_view pattern);

/// Why `name` may not name a profile, or "" when it may: letters, digits, "._+-", beginning with a letter or digit,
/// at most 80 characters. Such a name needs no quotes and is safe in <local/NAME>. Refused are also "unconfined" and
/// what ends like the files that apparmor_parser skips in a folder, such as ".orig".
std::string flaw_in_profile_name(std::string_view name);

/// `path` as a pattern that matches just it: the characters with a meaning get a backslash.
std::string literal_pattern(std::string_view path);

/// One pattern, in double quotes, that matches what any of `patterns` matches. At least one is needed; each is a
/// literal_pattern() or without a flaw_in_pattern().
std::string quoted_alternatives(std::span<const std::string> patterns);

}  // namespace aug
