#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>

#include "core/plan/profile_text.h"
#include "system/file_descriptor.h"

namespace aug {

/// How to run apparmor_parser(8). The kernel's features decide what a rule compiles to.
struct ParserSetting {
  std::string program;   ///< absolute path, owned by root and writable by nobody else
  std::string base;      ///< the folder of abi/, abstractions/, local/ and tunables/: "/etc/apparmor.d", or a copy
  std::string features;  ///< a feature file or folder, when not those of the running kernel; else empty
  std::chrono::seconds time_limit{60};
  std::string copy = {};     ///< what stands for the root of a tree that `base` is in; empty: the host itself
  std::string copy_of = {};  ///< that tree as messages call it: "/image", and "" for "/"
};

/// The first number of the parser's version, which decides how it reads a profile that is named by its path; that of
/// the newest one known where it does not tell. Throws Failure(failed).
int generation_of(const ParserSetting& setting);

/// A profile's text as a file in memory; of another tree than the host's, with includes that stay within its copy.
FileDescriptor text_for_parser(const ParserSetting& setting, const std::string& text);

/// A text that names files as the parser knows them, with their own names.
std::string with_own_names(const ParserSetting& setting, std::string text);

/// The parser to use: `asked`, an absolute path, or the first of the standard paths. It and the folders above it belong
/// to root, or to our own user, and nobody else can write to them; symlinks are resolved, so that it stays the file
/// that was checked. Throws Failure(unsupported) when there is none such.
std::string find_parser(const std::string& asked);

/// The identity of all that decides the compiled bytes besides the text: which parser file, which features. Equal text,
/// equal bytes.
std::string build_identity(const ParserSetting& setting, const std::string& features);

/// Compiles all profiles in one run of the parser and returns the bytes for the kernel, joined. A rule that the
/// features do not enforce is an error, and so is a parser that says "parser error" or "Skipping profile" and exits
/// with 0. Throws Failure(failed), its diagnoses at the policy entries that the profiles came from, or
/// Failure(unsupported) when this parser, or the features, do not know `userns`.
std::string compile(const ParserSetting& setting, std::span<const RenderedProfile> profiles);

/// Compiles the file of somebody else in /etc/apparmor.d, from its text, since the parser leaves out a file that is
/// switched off. Throws Failure(failed).
std::string compile_other(const ParserSetting& setting, const std::string& path, const std::string& text);

/// Whether this parser knows `priority=` in rules, found out by trying, once.
bool knows_priority(const ParserSetting& setting);

/// Why this parser cannot compile `userns` rules with these features, found out by trying; nullopt when it can.
std::optional<Diagnosis> parser_flaw(const ParserSetting& setting);

}  // namespace aug
