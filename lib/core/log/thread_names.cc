#include "core/log/thread_names.h"

#include <algorithm>
#include <array>

#include "core/text/ascii.h"

namespace aug {
namespace {

struct ThreadName {
  std::string_view begin;  ///< the whole name, or with a '*' how it begins
  std::string_view what;
};

constexpr std::size_t most_digits = 6;  // of a descriptor
constexpr std::string_view by_descriptor =
    "a program that was executed by its descriptor, as Codex does it with the bubblewrap that it brings along";

constexpr std::array<ThreadName, 13> names = {{
    {"exe",
     "a program that starts itself anew as /proc/self/exe, as rootlesskit, skopeo, buildah, podman and buildkitd do"},
    {"memfd:*", "a program that was executed out of memory, as crun and runc do it with themselves"},
    {"starter", "the starter of Apptainer or Singularity, as /usr/libexec/apptainer/bin/starter"},
    {"starter-suid", "the setuid starter of Apptainer or Singularity"},
    {"headless_shell", "the browser of Playwright or Puppeteer, in a folder such as ~/.cache/ms-playwright"},
    {"chrome-headless", "the browser of Playwright or Puppeteer, in a folder such as ~/.cache/puppeteer"},
    {"AppRun*", "what an AppImage starts first: the .AppImage file itself is the program"},
    {"Chrome_*", "a thread of Chrome, Chromium or a program built from them"},
    {"ThreadPool*", "a thread of Chrome, Chromium or a program built from them"},
    {"tokio-runtime-w", "a thread of a program written in Rust"},
    {"tokio-rt-worker", "a thread of a program written in Rust"},
    {"MainThread", "the first thread of Node.js, or of a program that brings it along"},
    {"node-MainThread", "the first thread of Node.js, or of a program that brings it along"},
}};

bool fits(std::string_view pattern, std::string_view comm) {
  return pattern.ends_with('*') ? comm.starts_with(pattern.substr(0, pattern.size() - 1)) : comm == pattern;
}

}  // namespace

std::string_view what_thread_is(std::string_view comm) {
  const bool is_descriptor = !comm.empty() && comm.size() <= most_digits && std::ranges::all_of(comm, is_digit);
  if (is_descriptor) return by_descriptor;
  const auto found = std::ranges::find_if(names, [&](const ThreadName& name) { return fits(name.begin, comm); });
  return found == names.end() ? "" : found->what;
}

}  // namespace aug
