#include "app/generation_argument.h"

#include <charconv>

#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug::app {

int number_of_generation(const std::vector<std::string>& arguments) {
  const std::string& word = arguments.front();
  int number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (arguments.size() > 1 || error != std::errc() || end != word.data() + word.size() || number < 0) {
    throw Failure(ExitCode::usage, "unexpected-argument"_id,
                  aug::format("cannot use '{}': it is no generation", arguments.back()),
                  "name one number; 'aa-userns-gen history' lists them");
  }
  return number;
}

}  // namespace aug::app
