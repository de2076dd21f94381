#pragma once

#include <string>
#include <string_view>

namespace aug {

/// `text` as one word of a shell's command line.
std::string shell_word(std::string_view text);

}  // namespace aug
