#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/generation.h"
#include "core/host_facts.h"
#include "core/policy.h"
#include "core/transaction.h"
#include "system/apparmor_parser.h"
#include "system/kernel.h"
#include "system/root.h"
#include "system/store.h"

namespace aug {

/// Which host to work on.
struct HostChoice {
  std::string root = "/";  ///< another one is an image tree: files only, no kernel
  std::string parser;      ///< the apparmor_parser to use; empty: a standard one
  std::string apparmorfs;  ///< the kernel's AppArmor files; empty: where they are mounted
};

/// The things outside of this program that a command works on.
struct Host {
  explicit Host(const HostChoice& choice);
  Host(const Host&) = delete;

  Root root;
  std::optional<Kernel> kernel;  ///< none for an image tree, and where AppArmor is off
  std::string parser;            ///< as chosen
  Store store;

  /// Whether we may load profiles and read those that are loaded.
  bool is_privileged() const;
  /// Whether we may read what is applied.
  bool may_read_state() const { return is_privileged() || !root.is_host(); }
  /// Throws Failure(unsupported) when we may not change this host.
  void require_permission() const;
  /// How to compile for this host. Throws Failure(unsupported) without a parser.
  ParserSetting parser_setting() const;
};

Restriction restriction_of(const Host& host);

/// The executable files that a pattern matches now.
std::vector<std::string> programs_matching(const Root& root, const std::string& pattern);

/// What decides the compiled bytes of these files besides their text: parser, features, and the administrator's
/// additions in local/. Equal text and equal build make equal bytes. Throws Failure(unsupported) without a parser.
std::string build_of(const Host& host, const std::vector<ProfileFile>& files);

/// What planning needs to know, for these policies on this host; profiles of `current` are ours.
HostFacts gather_facts(const Host& host, const std::vector<Policy>& policies, const Generation& current);

/// What is there now of all that either generation speaks of.
HostState read_state(const Host& host, const Generation& current, const Generation& target);

}  // namespace aug
