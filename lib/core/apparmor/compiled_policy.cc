#include "core/apparmor/compiled_policy.h"

#include <algorithm>

#include "core/text/failure.h"

namespace aug {
namespace {

using namespace std::string_view_literals;

// Tags of the format: 04 names the next value (16-bit length, text with NUL), 02 is a 32-bit number, 05 a string
// (16-bit length, text with NUL), 07 opens a struct.
constexpr std::string_view version_tag = "\x04\x08\x00version\x00\x02"sv;
constexpr std::size_t version_size = version_tag.size() + 4;
// What comes before is the profile's own. In two parts, or the f would be a digit.
constexpr std::string_view flags_tag =
    "\x04\x06\x00"
    "flags\x00\x07"sv;
constexpr std::string_view disconnected_tag =
    "\x04\x0d\x00"
    "disconnected\x00\x05"sv;
constexpr std::string_view profile_tag = "\x04\x08\x00profile\x00\x07\x05"sv;

std::size_t little_endian_16(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])); };
  return byte(at) | byte(at + 1) << 8U;
}

/// The name of the profile whose header begins at `at`, or "" when none does. "version" also occurs inside a profile,
/// but only a header has it right before "profile".
std::string profile_beginning_at(std::string_view bytes, std::size_t at) {
  if (!bytes.substr(at).starts_with(version_tag)) return "";
  const std::size_t profile = at + version_size;
  if (profile > bytes.size() || !bytes.substr(profile).starts_with(profile_tag)) return "";
  const std::size_t length = profile + profile_tag.size();
  if (length + 2 > bytes.size()) return "";
  const std::size_t size = little_endian_16(bytes, length);
  if (size < 2 || length + 2 + size > bytes.size()) return "";
  return std::string(bytes.substr(length + 2, size - 1));
}

}  // namespace

std::vector<CompiledProfile> split_compiled(std::string_view joined) {
  std::vector<CompiledProfile> profiles;
  std::size_t at = 0;
  while (at < joined.size()) {
    const std::string name = profile_beginning_at(joined, at);
    if (name.empty()) {
      throw Failure(ExitCode::failed, "compiled-form-unknown"_id,
                    "cannot take the compiled profiles apart: they have an unknown form",
                    "report this with the output of 'apparmor_parser --version'");
    }
    std::size_t end = joined.find(version_tag, at + 1);
    while (end != std::string_view::npos && profile_beginning_at(joined, end).empty()) {
      end = joined.find(version_tag, end + 1);
    }
    if (end == std::string_view::npos) end = joined.size();
    profiles.push_back({name, std::string(joined.substr(at, end - at))});
    at = end;
  }
  return profiles;
}

std::string_view rules_in(std::string_view compiled) {
  // Bytes of the attachment that happen to be the same only make two differ that do not.
  const std::size_t at = std::min(compiled.find(disconnected_tag), compiled.find(flags_tag));
  return at == std::string_view::npos ? "" : compiled.substr(at);
}

std::string join_compiled(const std::vector<CompiledProfile>& profiles) {
  std::string joined;
  for (const CompiledProfile& profile : profiles) joined += profile.bytes;
  return joined;
}

}  // namespace aug
