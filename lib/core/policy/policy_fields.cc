#include "core/policy/policy_fields.h"

#include <algorithm>
#include <utility>

#include "core/policy/policy_values.h"
#include "core/text/format.h"
#include "core/text/spelling.h"
#include "core/text/terminal_text.h"

namespace aug {

Fields::Fields(const YamlValue& map, std::span<const std::string_view> known, Mistakes& mistakes)
    : map_(map), mistakes_(mistakes) {
  for (std::size_t at = 0; at < map.keys.size(); ++at) {
    const YamlKey& key = map.keys[at];
    if (std::ranges::find(known, key.text) == known.end()) {
      add_unknown(key, known);
    } else if (map.items[at].kind == YamlValue::Kind::nothing) {
      mistakes.add("missing-value"_id, key.offset, aug::format("{} has no value", quoted(key.text)),
                   "give it one, or leave it out");
    }
  }
}

void Fields::add_unknown(const YamlKey& key, std::span<const std::string_view> known) {
  std::string hint = did_you_mean(key.text, known);
  if (hint.empty()) hint = aug::format("possible here: {}", enumerated(known, "and"));
  if (const auto meant = nearest(key.text, known)) misspelled_.push_back(*meant);
  mistakes_.add("unknown-key"_id, key.offset, aug::format("unknown key {}", quoted(key.text)), std::move(hint));
}

bool Fields::has(std::string_view key) const {
  return std::ranges::find(map_.keys, key, &YamlKey::text) != map_.keys.end();
}

const YamlValue* Fields::find(std::string_view key) const {
  const auto found = std::ranges::find(map_.keys, key, &YamlKey::text);
  if (found == map_.keys.end()) return nullptr;
  const YamlValue& value = map_.items[static_cast<std::size_t>(found - map_.keys.begin())];
  return value.kind == YamlValue::Kind::nothing ? nullptr : &value;
}

std::size_t Fields::offset_of(std::string_view key) const {
  const auto found = std::ranges::find(map_.keys, key, &YamlKey::text);
  return found == map_.keys.end() ? map_.offset : found->offset;
}

const YamlValue* Fields::require(std::string_view key, std::string hint) {
  const bool misspelled = std::ranges::find(misspelled_, key) != misspelled_.end();
  if (!has(key) && !misspelled)
    mistakes_.add("missing-key"_id, map_.offset, aug::format("missing key {}", quoted(key)), std::move(hint));
  return find(key);
}

std::optional<std::string> Fields::text(std::string_view key) const {
  const YamlValue* value = find(key);
  return value == nullptr ? std::nullopt : read_text(*value, quoted(key), mistakes_);
}

bool Fields::boolean(std::string_view key, bool otherwise) const {
  const YamlValue* value = find(key);
  return value == nullptr ? otherwise : read_boolean(*value, quoted(key), mistakes_).value_or(otherwise);
}

std::optional<std::size_t> Fields::index_of(std::string_view key, std::span<const std::string_view> words) const {
  const YamlValue* value = find(key);
  if (value == nullptr) return std::nullopt;
  const std::optional<std::string> word = read_word(*value, quoted(key), mistakes_);
  if (!word) return std::nullopt;
  const auto found = std::ranges::find(words, *word);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  mistakes_.add("unknown-word"_id, value->offset,
                aug::format("{} must be {}, not {}", quoted(key), enumerated(words), quoted(*word)),
                did_you_mean(*word, words));
  return std::nullopt;
}

std::string enumerated(std::span<const std::string_view> words, std::string_view last) {
  std::string text;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (at > 0) text += at + 1 < words.size() ? ", " : aug::format(" {} ", last);
    text += quoted(words[at]);
  }
  return text;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const std::optional<std::string_view> meant = nearest(word, candidates);
  return meant ? aug::format("did you mean {}?", quoted(*meant)) : "";
}

}  // namespace aug
