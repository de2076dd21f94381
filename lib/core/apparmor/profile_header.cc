#include "core/apparmor/profile_header.h"

#include "core/apparmor/profile_escapes.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

using Kind = ProfileToken::Kind;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (;;) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n,");
    if (begin == std::string_view::npos) return words;
    text.remove_prefix(begin);
    const std::size_t end = std::min(text.find_first_of(" \t\r\n,"), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

bool is_name(const ProfileToken& token) {
  return token.kind == Kind::word || token.kind == Kind::quoted;
}

/// "flags=" or "flags", with its list still to come.
bool is_key(const ProfileToken& token, std::string_view key) {
  return token.kind == Kind::word && token.text.starts_with(key) &&
         (token.text.size() == key.size() || token.text.substr(key.size()) == "=");
}

}  // namespace

std::optional<ProfileHeader> read_profile_header(ProfileLexer& lexer) {
  const ProfileToken name = lexer.next_name();
  ProfileHeader header{unescaped(name.text), "", {}, {}, std::string(name.file), name.line};
  const auto refuse = [&](const ProfileToken& where, std::string_view what) -> std::optional<ProfileHeader> {
    lexer.complain(Severity::error, where,
                   aug::format("cannot read the header of the profile {}: {}", quoted(header.name), what));
    return std::nullopt;
  };
  if (!is_name(name) || header.name.empty()) return refuse(name, "it has no name");
  enum class List { flags, conditions, identities };
  for (List list = List::flags;;) {
    const ProfileToken token = lexer.next();
    if (token.kind == Kind::open_brace) return header;
    if (token.kind == Kind::parenthesised) {
      if (list == List::flags) header.flags = words_of(token.text);
      if (list == List::conditions) header.conditions = conditions_in(token.text);
      list = List::flags;
    } else if (is_key(token, "flags") || token.text == "=" || token.text == "+") {
      continue;
    } else if (is_key(token, "xattrs")) {
      list = List::conditions;
    } else if (is_key(token, "identities") || is_key(token, "+identities")) {
      list = List::identities;
    } else if (is_name(token) && header.attachment.empty()) {
      header.attachment = unescaped(token.text);
    } else {
      return refuse(token, "'{' is missing");
    }
  }
}

}  // namespace aug
