#include "core/apparmor/near_misses.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>

#include "core/apparmor/path_pattern.h"

namespace aug {
namespace {

constexpr std::size_t most_misses = 16;
constexpr std::string_view component = "near-miss";

/// One that people read easily, if there is one.
char example_of(const PathPattern::Bytes& bytes) {
  for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyz0123456789/")) {
    if (bytes.test(static_cast<unsigned char>(c))) return c;
  }
  unsigned byte = 1;
  while (!bytes.test(byte)) ++byte;
  return static_cast<char>(byte);
}

/// For each state a short text that leads to it from the start of the pattern, or from it to the end.
class ShortTexts {
 public:
  explicit ShortTexts(const PathPattern& pattern) : states_(pattern.states()) {
    find(pattern.start(), before_, true);
    find(pattern.end(), after_, false);
  }

  /// A path that leads through the state.
  std::optional<std::string> through(std::size_t state) const {
    if (!before_[state] || !after_[state]) return std::nullopt;
    return *before_[state] + *after_[state];
  }

 private:
  using Texts = std::vector<std::optional<std::string>>;

  void find(int from, Texts& texts, bool is_forward) {
    texts.resize(states_.size());
    texts[static_cast<std::size_t>(from)] = "";
    for (bool is_new = true; is_new;) {
      is_new = false;
      for (std::size_t i = 0; i < states_.size(); ++i) {
        for (const int next : {states_[i].next, states_[i].other}) {
          if (next < 0) continue;
          const auto target = static_cast<std::size_t>(next);
          const std::string step = states_[i].bytes.any() ? std::string(1, example_of(states_[i].bytes)) : "";
          if (is_forward && texts[i] && !texts[target]) {
            texts[target] = *texts[i] + step;
            is_new = true;
          } else if (!is_forward && texts[target] && !texts[i]) {
            texts[i] = step + *texts[target];
            is_new = true;
          }
        }
      }
    }
  }

  const std::vector<PathPattern::State>& states_;
  Texts before_;
  Texts after_;
};

/// With one component more, at a place within the path or at its end.
std::string lengthened(const std::string& path, std::size_t at) {
  std::string longer = path.substr(0, at);
  if (!longer.ends_with('/')) longer += '/';
  longer += component;
  if (at < path.size() && path[at] != '/') longer += '/';
  return longer + path.substr(at);
}

/// Not one that leads elsewhere.
bool is_for_real(const std::string& path) {
  const std::string all = path + "/";
  return all.find("/../") == std::string::npos && all.find("/./") == std::string::npos &&
         all.find("//") == std::string::npos;
}

/// Without those below another one, which cannot be a file and a folder.
std::vector<std::string> files_among(const std::set<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    const bool is_below =
        std::ranges::any_of(files, [&](const std::string& file) { return path.starts_with(file + "/"); });
    if (!is_below) files.push_back(path);
  }
  return files;
}

}  // namespace

std::vector<std::string> near_misses_of(const std::string& pattern) {
  constexpr std::size_t most_states = 2000;  // of what people write; the search is quadratic
  const auto read = PathPattern::of({&pattern, 1});
  if (!read || is_literal_pattern(pattern) || read->states().size() > most_states) return {};
  const ShortTexts texts(*read);
  // An empty file system takes the place of the top folder, which has to be one that is there.
  const std::size_t within =
      read->beginning().find('/', 1) == std::string::npos ? std::string::npos : read->beginning().size();
  std::set<std::string> misses;
  for (std::size_t state = 0; state < read->states().size(); ++state) {
    const auto path = texts.through(state);
    if (!path || read->states()[state].bytes.none()) continue;
    for (const std::size_t at : {within, path->size()}) {
      const std::string longer = lengthened(*path, std::min(at, path->size()));
      if (misses.size() < most_misses && is_for_real(longer) && !read->matches(longer)) misses.insert(longer);
    }
  }
  return files_among(misses);
}

}  // namespace aug
