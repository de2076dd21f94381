#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/change/generation.h"
#include "core/change/host_state.h"
#include "core/host/host_facts.h"
#include "core/policy/policy.h"
#include "system/apparmor_parser.h"
#include "system/kernel.h"
#include "system/profile_copy.h"
#include "system/progress.h"
#include "system/root.h"
#include "system/store.h"

namespace aug {

/// Which host to work on.
struct HostChoice {
  std::optional<std::string> root;  ///< an image tree: files only, no kernel; nullopt: the host that we run on
  std::string parser;               ///< the apparmor_parser to use; empty: a standard one
  std::string apparmorfs;           ///< the kernel's AppArmor files; empty: where they are mounted
  Progress progress = {};
};

/// The things outside of this program that a command works on.
struct Host {
  explicit Host(const HostChoice& choice);
  Host(const Host&) = delete;

  Root root;
  std::optional<Kernel> kernel;  ///< none for an image tree, and where AppArmor is off
  std::string parser;            ///< as chosen
  Store store;
  Progress progress;

  /// Tells who waits what is being done.
  void doing(const std::string& what) const;
  /// Keeps other changing commands out as long as it lives. Throws Failure(failed) when one of them does not end.
  Lock lock() const;
  /// Whether we may load profiles and read those that are loaded.
  bool is_privileged() const;
  /// Whether we may read what is applied.
  bool may_read_state() const { return is_privileged() || !root.is_host(); }
  /// Throws Failure(unsupported) when we may not change this host.
  void require_permission() const;
  /// How to compile for this host, while this lives. Throws Failure: unsupported without a parser, failed where an
  /// image tree cannot be read.
  ParserSetting parser_setting() const;

 private:
  mutable std::unique_ptr<const ProfileCopy> profile_copy_;  ///< of an image tree, made when it is needed
};

Restriction restriction_of(const Host& host);

/// The identity of all that decides the compiled bytes of these files besides their text: parser, features, and the
/// administrator's additions in local/. Equal text and equal build make equal bytes. Throws Failure(unsupported)
/// without a parser.
std::string build_of(const Host& host, const std::vector<ProfileFile>& files);

/// The properties of the parser and the kernel that decide which of these profiles a program gets. Asking the parser
/// costs a process, and matters only where a profile of somebody else is named by a path.
AttachmentRules attachment_rules_of(const Host& host, bool asks_parser);

/// The facts that decide whether this host needs a policy: see is_needed().
HostFacts kernel_facts(const Host& host);

/// The same, and what planning needs to know of the host itself for these policies.
HostFacts gather_facts(const Host& host, const std::vector<Policy>& policies);

/// The profiles in files of /etc/apparmor.d that are not ours, and not switched off by others than `current`.
/// `unread` gets what could not be read of them.
std::vector<OtherProfile> other_profiles(const Host& host, const Generation& current, Diagnoses* unread = nullptr);

/// Adds what planning needs to know of others' profiles, in files and in the kernel. May ask the kernel what it does
/// with a program, which costs a process; never for one that `current` serves.
void look_at_others(HostFacts& facts, const Host& host, const Generation& current);

/// The present state of all that either generation speaks of.
HostState read_state(const Host& host, const Generation& current, const Generation& target);

}  // namespace aug
