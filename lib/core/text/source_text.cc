#include "core/text/source_text.h"

#include <algorithm>
#include <utility>

namespace aug {

namespace {

constexpr std::size_t block = 1024;
// A longer line is not shown: thousands of mistakes in one huge line would repeat it thousands of times.
constexpr std::size_t longest_excerpt = 4096;

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0u) != 0x80;
}

}  // namespace

SourceText::SourceText(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {
  line_starts_.push_back(0);
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text_.size(); ++at) {
    if (at % block == 0) characters_.push_back(characters);
    if (begins_character(text_[at])) ++characters;
    if (text_[at] == '\n') line_starts_.push_back(at + 1);
  }
  characters_.push_back(characters);
}

Location SourceText::location(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const std::size_t start = line_starts_[static_cast<std::size_t>(line(offset)) - 1];
  std::string_view excerpt = text_.substr(start, text_.find('\n', start) - start);
  if (excerpt.ends_with('\r')) excerpt.remove_suffix(1);
  if (excerpt.size() > longest_excerpt) excerpt = {};
  const int column = static_cast<int>(characters_before(offset) - characters_before(start)) + 1;
  return {file_, line(offset), column, std::string(excerpt)};
}

int SourceText::line(std::size_t offset) const {
  return static_cast<int>(std::ranges::upper_bound(line_starts_, offset) - line_starts_.begin());
}

std::size_t SourceText::characters_before(std::size_t offset) const {
  const std::size_t start = std::min(offset / block, characters_.size() - 1) * block;
  const std::string_view rest = text_.substr(start, offset - start);
  return characters_[start / block] + static_cast<std::size_t>(std::ranges::count_if(rest, begins_character));
}

}  // namespace aug
