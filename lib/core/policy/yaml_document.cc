#include "core/policy/yaml_document.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <map>
#include <sstream>
#include <string_view>
#include <utility>

#include "core/policy/yaml_syntax.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {

namespace {

constexpr std::size_t deepest = 16;  // a policy needs five
// What values and texts may weigh together: room for every policy in the size limit that is not made to hurt, and an
// end to aliases of aliases of aliases.
constexpr std::size_t heaviest = 4 << 20;
constexpr std::size_t weight_of_value = 100;

// Thrown through yaml-cpp when reading on makes no sense; the mistake has been added.
struct Stop {};

std::size_t weight_of(const YamlValue& value) {
  std::size_t weight = weight_of_value + value.text.size();
  for (const YamlKey& key : value.keys) weight += weight_of_value + key.text.size();
  for (const YamlValue& item : value.items) weight += weight_of(item);
  return weight;
}

std::size_t offset_of(const YAML::Mark& mark) {
  return mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
}

// Builds the value from yaml-cpp's events. Its own YAML::Node knows neither repeated keys nor the places of aliases.
class Builder : public YAML::EventHandler {
 public:
  explicit Builder(Mistakes& mistakes) : mistakes_(mistakes) {}

  bool complete() const { return complete_; }
  YamlValue take_root() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (complete_)
      stop("second-document"_id, mark, "a policy is one document, and here a second one begins",
           "put it into a file of its own");
  }
  void OnDocumentEnd() override { complete_ = true; }

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    weigh(mark, weight_of_value);
    YamlValue value;
    value.offset = offset_of(mark);
    add(std::move(value), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchored_.find(anchor);
    if (found == anchored_.end()) stop("endless-alias"_id, mark, "an alias cannot stand for what it is a part of", "");
    weigh(mark, weight_of(found->second));
    YamlValue value = found->second;
    value.offset = offset_of(mark);
    add(std::move(value), YAML::NullAnchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    refuse_tag(mark, tag);
    weigh(mark, weight_of_value + text.size());
    if (!is_closed(mistakes_.source().text(), offset_of(mark)))
      stop("not-yaml"_id, mark, "a quoted text has no end", "close the quote");
    YamlValue value;
    value.kind = YamlValue::Kind::text;
    value.text = text;
    value.plain = tag != "!";
    value.offset = offset_of(mark);
    add(std::move(value), anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(YamlValue::Kind::list, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(YamlValue::Kind::map, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  // A list or map that is not complete yet.
  struct Open {
    YamlValue value;
    YAML::anchor_t anchor = YAML::NullAnchor;
    std::map<std::string, std::size_t> seen;  // the keys so far, and where
    bool has_key = false;                     // a map's next value belongs to the key that came last
    bool skip_value = false;                  // that key was a mistake
    YamlKey key;
  };

  [[noreturn]] void stop(FindingId id, const YAML::Mark& mark, std::string message, std::string hint) {
    mistakes_.add(id, offset_of(mark), std::move(message), std::move(hint));
    throw Stop{};
  }

  void weigh(const YAML::Mark& mark, std::size_t weight) {
    weight_ += weight;
    if (weight_ > heaviest)
      stop("too-large"_id, mark, "the policy has too many values", "use fewer aliases, or split the policy");
  }

  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    static constexpr std::string_view standard = "tag:yaml.org,2002:";
    if (tag.empty() || tag == "?" || tag == "!") return;
    const std::string shown_tag = tag.starts_with(standard) ? "!!" + tag.substr(standard.size()) : tag;
    mistakes_.add("yaml-tag"_id, offset_of(mark), aug::format("a policy has no tags such as {}", quoted(shown_tag)),
                  "leave it out");
  }

  void open(YamlValue::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    refuse_tag(mark, tag);
    weigh(mark, weight_of_value);
    if (open_.size() >= deepest) stop("too-large"_id, mark, "the values are nested too deeply", "");
    Open next;
    next.value.kind = kind;
    next.value.offset = offset_of(mark);
    next.anchor = anchor;
    open_.push_back(std::move(next));
  }

  void close() {
    Open closed = std::move(open_.back());
    open_.pop_back();
    add(std::move(closed.value), closed.anchor);
  }

  void add(YamlValue value, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) anchored_[anchor] = value;
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().value.kind == YamlValue::Kind::list) {
      add_item(open_.back(), std::move(value));
    } else if (open_.back().has_key) {
      add_value(open_.back(), std::move(value));
    } else {
      add_key(open_.back(), std::move(value));
    }
  }

  // yaml-cpp gives a missing value the place of whatever comes next, which may be far away. Hence these two.
  void add_item(Open& list, YamlValue value) {
    const std::string_view text = mistakes_.source().text();
    const bool is_written =
        value.offset < text.size() && std::string_view("~nN&*").find(text[value.offset]) != std::string_view::npos;
    if (value.kind == YamlValue::Kind::nothing && !is_written) value.offset = list.value.offset;
    list.value.items.push_back(std::move(value));
  }

  void add_value(Open& map, YamlValue value) {
    map.has_key = false;
    if (map.skip_value) return;
    if (value.kind == YamlValue::Kind::nothing) value.offset = map.key.offset;
    map.value.keys.push_back(std::move(map.key));
    map.value.items.push_back(std::move(value));
  }

  void add_key(Open& map, YamlValue value) {
    map.has_key = true;
    map.skip_value = true;
    if (value.kind != YamlValue::Kind::text) {
      mistakes_.add("wrong-type"_id, value.offset, "a key must be text", "");
      return;
    }
    const auto [first, is_new] = map.seen.emplace(value.text, value.offset);
    if (!is_new) {
      mistakes_.add("repeated-key"_id, value.offset,
                    aug::format("repeated key {}, which is on line {} already", quoted(value.text),
                                mistakes_.source().line(first->second)));
      return;
    }
    map.skip_value = false;
    map.key = {std::move(value.text), value.offset};
  }

  Mistakes& mistakes_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, YamlValue> anchored_;
  std::size_t weight_ = 0;
  YamlValue root_;
  bool complete_ = false;
};

}  // namespace

std::optional<YamlValue> read_yaml(Mistakes& mistakes) {
  std::istringstream stream{std::string(mistakes.source().text())};
  Builder builder(mistakes);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Stop&) {
    // The mistake that stopped the reading is there already.
  } catch (const YAML::Exception& error) {
    add_syntax_mistake(mistakes, offset_of(error.mark), error.msg);
    return std::nullopt;
  }
  if (!builder.complete()) return mistakes.count() == 0 ? std::optional(YamlValue{}) : std::nullopt;
  return builder.take_root();
}

}  // namespace aug
