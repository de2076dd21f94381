#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/text/utf8.h"

namespace aug {

/// `character`, the first of `text`, as it may be written to a terminal: what would act there is spelled out, as in
/// "\x1b" or "\u{202e}".
std::string shown(const Utf8Character& character, std::string_view text);

/// `text` as it may be written to a terminal, newlines and tabs spelled out as well.
std::string harmless(std::string_view text);

/// A text of several lines as it may be written to a terminal: newlines, tabs and the sequences in `keep`, which are
/// ours, stay as they are.
std::string harmless_lines(std::string_view text, std::span<const std::string_view> keep);

/// A user's word for a message: harmless, in single quotes, and cut when it is very long.
std::string quoted(std::string_view text);

}  // namespace aug
