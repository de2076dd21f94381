#include "core/policy/policy_reader.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "core/policy/binary_entries.h"
#include "core/policy/mistakes.h"
#include "core/policy/policy_fields.h"
#include "core/policy/policy_name.h"
#include "core/policy/policy_values.h"
#include "core/policy/sysctl_entries.h"
#include "core/policy/unit_entries.h"
#include "core/policy/yaml_document.h"
#include "core/text/format.h"
#include "core/text/source_text.h"
#include "core/text/terminal_text.h"
#include "core/text/utf8.h"

namespace aug {

namespace {

constexpr std::array<std::string_view, 7> known_keys = {"version", "name",    "description", "binaries",
                                                        "when",    "sysctls", "units"};
constexpr auto when_choices = std::to_array<Word<When>>({{"restricted", When::restricted}, {"always", When::always}});

constexpr std::int64_t known_version = 1;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_utf16(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
  return text.size() >= 2 && (text[0] == '\0') != (text[1] == '\0');
}

// What the YAML parser would misread: it ends at a byte 4, and guesses the encoding.
void check_characters(Mistakes& mistakes) {
  const std::string_view text = mistakes.source().text();
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Character character = first_character(text.substr(at));
    const char32_t code = character.code;
    const bool line_end = code == '\n' || (code == '\r' && text.substr(at + 1).starts_with('\n'));
    if (!character.valid) {
      const auto byte = static_cast<unsigned char>(text[at]);
      mistakes.add("not-utf8"_id, at, aug::format("byte 0x{:02x} is not valid UTF-8", byte),
                   "save the policy as UTF-8");
      return;
    }
    if (code != '\t' && !line_end && (code < 0x20 || (code >= 0x7F && code < 0xA0))) {
      const std::string shown_character = quoted(text.substr(at, character.length));
      mistakes.add("control-character"_id, at,
                   aug::format("a policy cannot have the control character {}", shown_character), "delete it");
      return;
    }
    at += character.length;
  }
}

// A policy of another version has other rules: nothing else is worth saying about it.
bool is_of_another_version(const YamlValue& root, Mistakes& mistakes) {
  const auto key = std::ranges::find(root.keys, "version", &YamlKey::text);
  if (key == root.keys.end()) return false;
  const YamlValue& value = root.items[static_cast<std::size_t>(key - root.keys.begin())];
  if (value.kind == YamlValue::Kind::nothing) return false;
  const std::optional<std::int64_t> version = read_whole_number(value, "'version'", mistakes);
  if (!version || *version == known_version) return false;
  mistakes.add(
      "unknown-policy-version"_id, value.offset,
      aug::format("cannot read policy version {}; this program knows version {}", harmless(value.text), known_version),
      *version > known_version ? "install a newer aa-userns-gen" : "write 'version: 1'");
  return true;
}

std::string read_name(Fields& fields, Mistakes& mistakes) {
  const YamlValue* value = fields.require("name", "add 'name:' with the name that 'remove' will take");
  std::optional<std::string> name = fields.text("name");
  if (!name) return "";
  const std::string flaw = flaw_in_policy_name(*name);
  if (flaw.empty()) return std::move(*name);
  mistakes.add("bad-policy-name"_id, value->offset, aug::format("'name' {}, not {}", flaw, quoted(*name)));
  return "";
}

Policy read_fields(const YamlValue& root, Mistakes& mistakes) {
  Fields fields(root, known_keys, mistakes);
  Policy policy;
  fields.require("version", "begin with 'version: 1'");
  policy.name = read_name(fields, mistakes);
  policy.description = fields.text("description").value_or("");
  policy.when = fields.choice("when", when_choices, When::restricted);
  if (!fields.has("sysctls") && !fields.has("units")) {
    fields.require("binaries", "add 'binaries:' with the programs that need user namespaces");
  }
  if (const YamlValue* list = fields.find("binaries")) policy.binaries = read_binary_entries(*list, mistakes);
  if (const YamlValue* list = fields.find("sysctls")) policy.sysctls = read_sysctl_settings(*list, mistakes);
  if (const YamlValue* list = fields.find("units")) policy.units = read_unit_settings(*list, mistakes);
  return policy;
}

std::optional<Policy> read_document(Mistakes& mistakes) {
  check_characters(mistakes);
  if (mistakes.count() > 0) return std::nullopt;
  const std::optional<YamlValue> root = read_yaml(mistakes);
  if (!root) return std::nullopt;
  if (root->kind == YamlValue::Kind::nothing) {
    mistakes.add("empty-policy"_id, 0, "the policy is empty",
                 "it begins with 'version: 1'; where it comes from a pipe, see what the command before that says");
    return std::nullopt;
  }
  if (!is_map(*root, "a policy", mistakes) || is_of_another_version(*root, mistakes)) return std::nullopt;
  return read_fields(*root, mistakes);
}

PolicyReading refusal(FindingId id, const std::string& file, std::string message, std::string hint) {
  return {std::nullopt, {}, {{id, Severity::error, Location{file, 0, 0, ""}, std::move(message), std::move(hint)}}};
}

}  // namespace

PolicyReading read_policy(std::string_view text, const std::string& file) {
  if (text.size() > largest_policy) {
    return refusal("too-large"_id, file, aug::format("the policy is larger than {} bytes", largest_policy),
                   "split it into several policies");
  }
  if (is_utf16(text)) return refusal("not-utf8"_id, file, "the policy is written in UTF-16", "save it as UTF-8");
  const bool has_mark = text.starts_with(byte_order_mark);
  const SourceText source(text.substr(has_mark ? byte_order_mark.size() : 0), file);
  Mistakes mistakes(source);
  PolicyReading reading;
  reading.policy = read_document(mistakes);
  reading.diagnoses = mistakes.in_order();
  if (reading.policy && has_errors(reading.diagnoses)) {
    reading.entries = std::move(reading.policy->binaries);
    reading.policy.reset();
  }
  return reading;
}

}  // namespace aug
