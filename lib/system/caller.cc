#include "system/caller.h"

#include <syslog.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>

#include "core/text/format.h"
#include "core/text/terminal_text.h"
#include "system/kernel_files.h"

namespace aug {
namespace {

std::string now_as(const char* format) {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, format, &parts)};
}

std::string parent_process() {
  const pid_t parent = ::getppid();
  return aug::format("{}[{}]", first_line_of(aug::format("/proc/{}/comm", parent)), parent);
}

}  // namespace

std::string moment_now() {
  return now_as("%Y%m%dT%H%M%SZ");
}

std::string time_now() {
  return now_as("%Y-%m-%dT%H:%M:%SZ");
}

std::string boot_id() {
  return first_line_of("/proc/sys/kernel/random/boot_id");
}

HistoryEntry entry_of_caller(const std::string& command) {
  const char* sudo_user = std::getenv("SUDO_USER");  // NOLINT(concurrency-mt-unsafe): there is one thread
  HistoryEntry entry;
  entry.time = time_now();
  entry.uid = static_cast<int>(::getuid());
  entry.sudo_user = sudo_user == nullptr ? "" : sudo_user;
  entry.parent = parent_process();
  entry.command = command;
  return entry;
}

void log_to_system(const HistoryEntry& entry) {
  ::openlog("aa-userns-gen", LOG_PID, LOG_AUTHPRIV);
  ::syslog(LOG_NOTICE, "%s", harmless(sentence_of(entry)).c_str());
  ::closelog();
}

}  // namespace aug
