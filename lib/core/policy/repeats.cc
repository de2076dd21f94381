#include "core/policy/repeats.h"

#include <utility>

#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {

Repeats::Repeats(std::string what, std::string hint, Mistakes& mistakes)
    : what_(std::move(what)), hint_(std::move(hint)), mistakes_(mistakes) {}

void Repeats::see(const std::string& text, std::size_t offset) {
  const auto [first, is_new] = seen_.emplace(text, offset);
  if (is_new) return;
  const int line = mistakes_.source().line(first->second);
  mistakes_.add("repeated-item"_id, offset,
                aug::format("repeated {} {}, which is on line {} already", what_, quoted(text), line), hint_);
}

}  // namespace aug
