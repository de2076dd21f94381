#include "app/progress.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug::app {
namespace {

// console_codes(4): erase to the end of the line; wrap long lines, or not.
constexpr std::string_view clear = "\r\x1b[K";
constexpr std::string_view no_wrap = "\x1b[?7l";
constexpr std::string_view wrap = "\x1b[?7h";

/// When this fails there is nobody left to see it.
void write(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace

bool has_terminal() {
  const char* term = std::getenv("TERM");  // NOLINT(concurrency-mt-unsafe): there is one thread
  return ::isatty(STDERR_FILENO) != 0 && term != nullptr && *term != '\0' && std::string_view(term) != "dumb";
}

void show_progress(const std::string& doing) {
  write(aug::format("{}{}{} ...{}", clear, no_wrap, harmless(doing), wrap));
}

void clear_progress() {
  write(std::string(clear));
}

}  // namespace aug::app
