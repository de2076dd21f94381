#include <array>

#include "core/findings/finding.h"

namespace aug {

std::span<const Finding> findings_on_files() {
  static constexpr auto findings = std::to_array<Finding>({
      {"not-roots", "a file that others than root can change",
       "what decides for root must be root's, with every folder above it; others would decide what is done",
       "its owner or mode, or a folder or link on the way to it",
       "find out who made it; then remove it, or make it root's with the commands of the hint"},
      {"file-not-ours", "a file of somebody else in our place",
       "there is a file without the comment that marks ours, and such a file is never touched",
       "it was written by hand, or by another tool", "move it away, or name the profile differently in the policy"},
      {"block-without-end", "our lines in another's file have no end",
       "the lines that we added begin with a marker, and its counterpart is gone: what is ours cannot be told",
       "the file was edited", "take out what belongs to aa-userns-gen there, with its first line"},
      {"block-not-removable", "our lines in another's file cannot be taken out",
       "the profile without our lines cannot be told, since it does not include their file once in a line of its own "
       "by now",
       "the file was edited after we added to it", "take them out by hand, and load the profile anew"},
      {"bad-output-file", "a file that cannot be written",
       "where the output was to go there is no folder, or something that is no regular file",
       "by a misspelled path, a device, a pipe or a link", "name a file in a folder that is there"},
      {"wrong-kind-of-file", "not a regular file", "a folder, device, pipe or link is where a file has to be",
       "by a wrong path, or by somebody who wants to mislead this program", "remove it, or name another"},
      {"changed-meanwhile", "a file that was exchanged while it was read",
       "between two looks it became another one, and nothing was done with it",
       "by an upgrade at the same time, or by somebody who tries to mislead this program",
       "try again; if it stays so, find out who does it"},
      {"home-file-unread", "a file in a home that root does not read",
       "below a home only files of its owner are read, without following links, and a limited number of them",
       "a link, another owner, another file system, or very many files",
       "nothing, if it is of no matter; else look at it as its owner"},
  });
  return findings;
}

}  // namespace aug
