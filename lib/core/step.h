#pragma once

#include <sys/types.h>

#include <string>
#include <variant>
#include <vector>

namespace aug {

/// A file with what makes it the same file again when it is put back.
struct FileState {
  std::string content;
  mode_t mode = 0644;
  uid_t uid = 0;
  gid_t gid = 0;

  friend bool operator==(const FileState&, const FileState&) = default;
};

/// Into the kernel, all in one write: all or none.
struct LoadProfiles {
  std::vector<std::string> names;
  std::string compiled;
};

struct UnloadProfile {
  std::string name;
};

struct PlaceFile {
  std::string path;  ///< below the root that is worked on
  FileState file;
};

struct RemoveFile {
  std::string path;
};

/// Makes a generation the current one; 0 stands for none.
struct SelectGeneration {
  int number = 0;
};

/// The only things that ever change a host. Each is atomic, and doing it twice is doing it once.
using Step = std::variant<LoadProfiles, UnloadProfile, PlaceFile, RemoveFile, SelectGeneration>;

/// A step and the steps that take it back, from what was there before.
struct Change {
  Step step;
  std::vector<Step> undo;
};

/// A line for people: "load the profiles bwrap, unpriv_bwrap".
std::string describe(const Step& step);

}  // namespace aug
