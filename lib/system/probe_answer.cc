#include "system/probe_answer.h"

#include <unistd.h>

#include <charconv>

#include "core/text/format.h"

namespace aug {
namespace {

constexpr int largest_errno = 4095;  // the kernel's MAX_ERRNO

/// A number and the blank after it, taken from the begin of `text`; -1 for anything else.
int take_number(std::string_view& text, int largest) {
  int number = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::size_t size = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || number < 0 || number > largest || size >= text.size() || text[size] != ' ') return -1;
  text.remove_prefix(size + 1);
  return number;
}

}  // namespace

std::string text_of(const ProbeAnswer& answer) {
  return aug::format("{} {} {}", answer.reached, answer.error, answer.label);
}

bool tell(const ProbeAnswer& answer) {
  const std::string text = text_of(answer) + "\n";
  return ::write(STDOUT_FILENO, text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

ProbeAnswer answer_in(std::string_view text) {
  constexpr int most_stages = 99;
  ProbeAnswer answer;
  answer.reached = text.size() < longest_answer ? take_number(text, most_stages) : silent;
  answer.error = answer.reached == silent ? silent : take_number(text, largest_errno);
  if (answer.error == silent) return {silent};
  answer.label = text;
  return answer;
}

}  // namespace aug
