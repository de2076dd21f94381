#include "fuzz/parsed_profile.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <stdexcept>

#include "system/memory_file.h"
#include "system/process.h"

namespace aug {
namespace {

/// "rule: EXPRESSION  ->  TREE priority=0 (0x1/0)< 0x1>": in the tree every space has a backslash.
ParsedPattern pattern_in(std::string pattern, const std::string& rule) {
  const std::size_t tree = rule.rfind("  ->  ") + 6;
  std::size_t end = tree;
  while (end < rule.size() && rule[end] != ' ') end += rule[end] == '\\' ? 2 : 1;
  return {std::move(pattern), rule.substr(tree, end - tree), rule.substr(std::min(end, rule.size()))};
}

/// What --dump=rule-exprs says: "rule: ..." for each rule, where it has a path after "aare: PATTERN   ->   EXPRESSION".
void take_rules(const std::string& dump, ParsedProfile& profile) {
  std::istringstream lines(dump);
  std::string pattern;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("aare: ")) pattern = line.substr(6);
    if (!line.starts_with("rule: ")) continue;
    if (pattern.empty()) {
      profile.rules.push_back(line);
    } else {
      profile.patterns.push_back(pattern_in(std::move(pattern), line));
    }
    pattern.clear();
  }
  std::ranges::sort(profile.rules);
}

/// Walks over the tagged values of the compiled form (parser/parser_interface.c). Numbers are kept where they are
/// flags; the others belong to automata.
class Walk {
 public:
  explicit Walk(std::string_view bytes) : bytes_(bytes) {}

  std::vector<std::string> parts() {
    std::vector<std::string> parts;
    while (!bytes_.empty()) {
      const char tag = take(1)[0];
      if (tag == 4) parts.push_back("name " + (name_ = take_text()));
      if (tag == 5) parts.push_back("text " + take_text());
      if (tag == 6) take(number(4));
      if (tag == 11) take(2);
      for (const auto& [number_tag, size] : {std::pair{0, 1U}, {1, 2U}, {2, 4U}, {3, 8U}}) {
        if (tag != number_tag) continue;
        const std::string value(take(size));
        if (name_.find("flags") != std::string::npos || name_.starts_with("caps")) parts.push_back(name_ + value);
      }
    }
    // Tables are filled up.
    std::erase(parts, std::string("text ") + '\0');
    std::ranges::sort(parts);
    return parts;
  }

 private:
  std::string_view take(std::size_t size) {
    if (size > bytes_.size()) throw std::runtime_error("the compiled form is not complete");
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  std::size_t number(std::size_t size) {
    std::size_t number = 0;
    std::size_t shift = 0;
    for (const char byte : take(size)) {
      number |= static_cast<std::size_t>(static_cast<unsigned char>(byte)) << shift;
      shift += 8;
    }
    return number;
  }
  std::string take_text() { return std::string(take(number(2))); }

  std::string_view bytes_;
  std::string name_;
};

}  // namespace

ParsedProfile parsed(const ParserSetting& setting, const RenderedProfile& profile) {
  ParsedProfile result;
  result.parts = Walk(compile(setting, {&profile, 1})).parts();
  const FileDescriptor file = memory_file(profile.text);
  ProcessRequest request{
      {setting.program, "--skip-kernel-load", "--skip-cache", "--dump=rule-exprs", "--base", setting.base,
       "--kernel-features", setting.features, "/proc/self/fd/" + std::to_string(file.get())},
      "",
      setting.time_limit,
      {file.get()}};
  const ProcessResult dump = run(request);
  if (!dump.succeeded()) throw std::runtime_error("a profile that compiles cannot be dumped");
  take_rules(dump.err, result);
  return result;
}

std::string literal_in(std::string_view tree) {
  std::string text;
  for (std::size_t at = 0; at < tree.size(); ++at) {
    if (std::string_view("()[]|*+?.").find(tree[at]) != std::string_view::npos) return "";
    if (tree[at] == '\\') ++at;
    if (at > 0 && tree[at - 1] == '\\' && tree[at] == 'x') {
      text += static_cast<char>(std::strtol(std::string(tree.substr(at + 1, 2)).c_str(), nullptr, 16));
      at += 2;
    } else if (at < tree.size()) {
      text += tree[at];
    }
  }
  return text;
}

ParserSetting parser_to_ask() {
  const char* program = std::getenv("AUG_PARSER");
  const char* base = std::getenv("AUG_PARSER_BASE");
  ParserSetting setting{find_parser(program != nullptr ? program : ""), base != nullptr ? base : "/etc/apparmor.d", ""};
  const bool is_new = std::filesystem::exists(setting.base + "/abi/4.0");
  setting.time_limit = std::chrono::minutes(10);  // a fuzzer may have the machine's last place
  setting.features = setting.base + (is_new ? "/abi/4.0" : "/abi/3.0");
  return setting;
}

}  // namespace aug
