#include <cstddef>
#include <utility>

#include "core/apparmor/path_pattern.h"
#include "core/apparmor/profile_escapes.h"

namespace aug {
namespace {

constexpr std::size_t most_states = 50'000;
constexpr int deepest_braces = 50;  // as in the parser

PathPattern::Bytes all_but(std::string_view excluded) {
  PathPattern::Bytes bytes;
  bytes.set();
  bytes.reset(0);
  for (const char c : excluded) bytes.reset(static_cast<unsigned char>(c));
  return bytes;
}

PathPattern::Bytes one_byte(char c) {
  PathPattern::Bytes bytes;
  bytes.set(static_cast<unsigned char>(c));
  return bytes;
}

}  // namespace

/// Reads from left to right; `here_` is the state after what was read.
class PathPatternReader {
 public:
  std::optional<PathPattern> read(std::span<const std::string> patterns) {
    result_.end_ = new_state();
    std::vector<int> starts;
    for (const std::string& pattern : patterns) {
      text_ = pattern;
      at_ = 0;
      after_slash_ = false;
      starts.push_back(here_ = new_state());
      if (!read_sequence(0) || at_ != text_.size() || result_.states_.size() > most_states) return std::nullopt;
      join(here_, result_.end_);
    }
    result_.start_ = fork(starts);
    result_.beginning_ = result_.find_beginning();
    return std::move(result_);
  }

 private:
  int new_state() {
    result_.states_.emplace_back();
    return static_cast<int>(result_.states_.size()) - 1;
  }

  void join(int from, int to) { result_.states_[static_cast<std::size_t>(from)].next = to; }

  /// A state that leads to all of these without a byte.
  int fork(const std::vector<int>& targets) {
    int state = -1;
    for (const int target : targets) {
      const int next = new_state();
      result_.states_[static_cast<std::size_t>(next)].next = target;
      result_.states_[static_cast<std::size_t>(next)].other = state;
      state = next;
    }
    return state == -1 ? new_state() : state;
  }

  void add_bytes(const PathPattern::Bytes& bytes, bool is_slash = false) {
    const int next = new_state();
    result_.states_[static_cast<std::size_t>(here_)].bytes = bytes;
    join(here_, next);
    here_ = next;
    after_slash_ = is_slash;
  }

  void add_any_number_of(const PathPattern::Bytes& bytes) {
    const int loop = new_state();
    const int inner = new_state();
    const int out = new_state();
    join(here_, loop);
    result_.states_[static_cast<std::size_t>(loop)].next = inner;
    result_.states_[static_cast<std::size_t>(loop)].other = out;
    result_.states_[static_cast<std::size_t>(inner)].bytes = bytes;
    join(inner, loop);
    here_ = out;
    after_slash_ = false;
  }

  /// To the end, or within braces to the next ',' or '}'.
  bool read_sequence(int depth) {
    while (at_ < text_.size() && result_.states_.size() <= most_states) {
      const char c = text_[at_];
      if (depth > 0 && (c == ',' || c == '}')) return true;
      ++at_;
      if (c == '}' || c == ']') return false;
      if (c == '\\') {
        if (!read_escape()) return false;
      } else if (c == '*') {
        read_star();
      } else if (c == '?') {
        add_bytes(all_but("/"));
      } else if (c == '[') {
        if (!read_class()) return false;
      } else if (c == '{') {
        if (!read_alternatives(depth + 1)) return false;
      } else {
        add_bytes(one_byte(c), c == '/');
      }
    }
    return true;
  }

  bool read_escape() {
    if (at_ == text_.size()) return false;
    const auto byte = escaped_byte(text_.substr(at_));
    const char c = byte ? static_cast<char>(byte->value) : text_[at_];
    at_ += byte ? byte->length : 1;
    add_bytes(one_byte(c), c == '/');
    return true;
  }

  /// '*' stays within a component, "**" does not; alone in its component, either needs a byte.
  void read_star() {
    std::size_t end = at_;
    while (end < text_.size() && text_[end] == '*') ++end;
    if (after_slash_ && (end == text_.size() || text_[end] == '/')) add_bytes(all_but("/"));
    const bool is_double = at_ < text_.size() && text_[at_] == '*';
    if (is_double) ++at_;
    add_any_number_of(all_but(is_double ? "" : "/"));
  }

  bool read_class() {
    const bool is_negated = at_ < text_.size() && text_[at_] == '^';
    if (is_negated) ++at_;
    PathPattern::Bytes bytes;
    std::optional<unsigned char> last;
    bool is_range = false;
    for (; at_ < text_.size() && text_[at_] != ']'; ++at_) {
      if (text_[at_] == '-' && last && !is_range) {
        is_range = true;
        continue;
      }
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      const auto c = static_cast<unsigned char>(text_[at_]);
      if (is_range && c < *last) return false;
      for (unsigned b = is_range ? *last : c; b <= c; ++b) bytes.set(b);
      last = is_range ? std::nullopt : std::optional(c);
      is_range = false;
    }
    if (at_ == text_.size() || is_range || bytes.none()) return false;
    ++at_;
    if (is_negated) bytes = ~bytes;
    bytes.reset(0);
    add_bytes(bytes);
    return true;
  }

  bool read_alternatives(int depth) {
    if (depth >= deepest_braces) return false;
    const int before = here_;
    std::vector<int> starts;
    std::vector<int> ends;
    for (;;) {
      // What is before the braces is no part of an alternative: "/{*,a}" has an '*' after '(' for the parser.
      after_slash_ = false;
      starts.push_back(here_ = new_state());
      if (!read_sequence(depth) || at_ == text_.size()) return false;
      ends.push_back(here_);
      if (text_[at_++] == '}') break;
    }
    if (starts.size() < 2) return false;
    join(before, fork(starts));
    here_ = new_state();
    for (const int end : ends) join(end, here_);
    after_slash_ = false;
    return true;
  }

  PathPattern result_;
  std::string_view text_;
  std::size_t at_ = 0;
  int here_ = 0;
  bool after_slash_ = false;
};

std::optional<PathPattern> PathPattern::of(std::span<const std::string> patterns) {
  return PathPatternReader().read(patterns);
}

}  // namespace aug
