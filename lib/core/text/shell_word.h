#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aug {

/// `text` as one word of a shell's command line.
std::string shell_word(std::string_view text);

/// The words as a line for a shell; "" where a terminal would not show one of them as it is, so that nobody could see
/// what is run.
std::string shell_line(const std::vector<std::string>& words);

}  // namespace aug
