#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aug {

/// One profile in the binary form that the kernel takes.
struct CompiledProfile {
  std::string name;   ///< children as "parent//child"
  std::string bytes;  ///< complete in itself: it can be loaded alone or joined with others

  friend bool operator==(const CompiledProfile&, const CompiledProfile&) = default;
};

/// Takes the joined output of apparmor_parser --stdout apart, at each profile's header (apparmor:
/// parser/parser_interface.c, sd_serialize_top_profile; kernel: security/apparmor/policy_unpack.c, verify_header).
/// Throws Failure(failed) for bytes that do not begin with such a header.
std::vector<CompiledProfile> split_compiled(std::string_view joined);

/// What such bytes say after name and attachment: two with the same rules let a program do the same. "" where that
/// cannot be told.
std::string_view rules_in(std::string_view compiled);

/// The bytes of all, joined for one write.
std::string join_compiled(const std::vector<CompiledProfile>& profiles);

}  // namespace aug
