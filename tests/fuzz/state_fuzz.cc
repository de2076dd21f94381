// What must hold for every record of an interrupted change, every generation and every history on disk, whoever wrote
// it: it is refused with a message, or is what it says, and no step of it leaves the places of ours.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/change/changes.h"
#include "core/change/generation.h"
#include "core/change/history.h"
#include "core/change/pending.h"
#include "core/change/step_flaw.h"
#include "core/text/failure.h"
#include "fuzz/require.h"

namespace {

using aug::require;

/// As the kernel takes it: up to the first NUL, no part of which leads elsewhere.
bool is_normal(const std::string& path) {
  const std::string closed = std::string(path.c_str()) + "/";
  if (closed.size() != path.size() + 1 || !closed.starts_with('/')) return false;
  for (const char* odd : {"//", "/./", "/../"}) {
    if (closed.find(odd) != std::string::npos) return false;
  }
  return true;
}

bool is_place_of_ours(const std::string& path) {
  constexpr std::string_view ours = "zz-aa-userns-gen.conf";
  const std::size_t slash = path.rfind('/');
  const std::string folder = path.substr(0, slash);
  const std::string name = path.substr(slash + 1);
  if (folder == "/etc/apparmor.d") return name.starts_with("aa-userns-gen.");
  if (folder == "/etc/sysctl.d") return name.ends_with(ours);
  for (const std::string all :
       {"/etc/apparmor.d/disable", "/etc/apparmor.d/force-complain", "/var/lib/aa-userns-gen/edited"}) {
    if (folder == all) return true;
  }
  const std::string above = folder.substr(0, folder.rfind('/'));
  return (above == "/etc/systemd/user" || above == "/etc/systemd/system") && folder.ends_with(".d") && name == ours;
}

void check_path(const std::string& path) {
  require(is_normal(path), "a path that a step may have leads where it says");
  require(is_place_of_ours(path), "a path that a step may have is one of ours");
}

/// A step that may be performed.
void check_step(const aug::Step& step) {
  if (const auto* remove = std::get_if<aug::RemoveFile>(&step)) check_path(remove->path);
  if (const auto* set = std::get_if<aug::SetSysctl>(&step)) {
    require(set->name.starts_with("kernel.") || set->name == "user.max_user_namespaces", "a setting is one of ours");
    require(set->value.find_first_not_of("0123456789") == std::string::npos, "a setting has a number");
  }
  if (const auto* select = std::get_if<aug::SelectGeneration>(&step))
    require(select->number >= 0, "no generation is below 0");
  const auto* place = std::get_if<aug::PlaceFile>(&step);
  if (place == nullptr) return;
  check_path(place->path);
  require(place->file.mode <= 0777, "no file is setuid");
  require(place->file.uid == 0 && place->file.gid == 0, "every file is root's");
  const bool switches =
      place->path.starts_with("/etc/apparmor.d/disable/") || place->path.starts_with("/etc/apparmor.d/force-complain/");
  require(place->file.is_link == switches, "a link is what switches a profile, and nothing else");
}

template <typename Read>
void check_refusal(const Read& read) {
  try {
    read();
  } catch (const aug::Failure& failure) {
    for (const aug::Diagnosis& diagnosis : failure.diagnoses()) aug::require_can_be_shown(diagnosis);
  }
}

void check_pending(const std::string& bytes) {
  const aug::Pending pending = aug::pending_from(bytes);
  require(pending.new_generation >= 0, "no generation to discard is below 0");
  for (const aug::Step& step : pending.undo) check_step(step);
  const std::string again = aug::bytes_of(pending);
  require(aug::pending_from(again) == pending, "a record that was read is written and read as the same");
  require(aug::bytes_of(aug::pending_from(again)) == again, "and it has the same bytes then");
}

/// A folder as one text: each file begins with a line "=== NAME".
aug::Folder folder_in(std::string_view text) {
  constexpr std::string_view head = "=== ";
  aug::Folder folder;
  while (text.starts_with(head)) {
    text.remove_prefix(head.size());
    const std::string_view file = text.substr(0, text.find("\n=== "));
    text.remove_prefix(std::min(file.size() + 1, text.size()));
    const std::size_t line = std::min(file.find('\n'), file.size());
    folder[std::string(file.substr(0, line))] = file.substr(std::min(line + 1, file.size()));
  }
  return folder;
}

void check_generation(const std::string& text) {
  const aug::Generation generation = aug::generation_from(folder_in(text));
  const aug::Folder folder = aug::folder_of(generation);
  require(aug::generation_from(folder) == generation, "a generation that was read is written and read as the same");
  require(aug::folder_of(aug::generation_from(folder)) == folder, "and it has the same files then");
  const auto changes = aug::changes_between({}, {1, generation}, {});
  for (const aug::Change& change : changes) {
    if (aug::flaw_in(change.step).empty()) check_step(change.step);
  }
}

void check_history(const std::string& text) {
  std::string lines;
  const auto entries = aug::history_from(text);
  for (const aug::HistoryEntry& entry : entries) {
    lines += aug::line_of(entry);
    aug::sentence_of(entry);
    require(aug::seconds_of(entry) == 0 || entry.time.ends_with('Z'), "a time that can be read is UTC");
  }
  require(aug::history_from(lines) == entries, "a history that was read is written and read as the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  check_refusal([&] { check_pending(text); });
  check_refusal([&] { check_generation(text); });
  check_refusal([&] { check_history(text); });
  return 0;
}
