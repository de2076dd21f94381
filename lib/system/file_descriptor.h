#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <utility>

namespace aug {

/// Owns one open file.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(number_, other.number_);
    other.close();
    return *this;
  }
  ~FileDescriptor() { close(); }

  int get() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  explicit operator bool() const { return is_open(); }
  /// Gives it up without closing it.
  int release() { return std::exchange(number_, -1); }
  void close() {
    if (is_open()) ::close(std::exchange(number_, -1));
  }

  /// The same file under a number above 2: a caller that was started without standard streams gets those numbers for
  /// its own files, and a child's streams would overwrite them.
  FileDescriptor clear_of_streams() && {
    if (number_ < 0 || number_ > STDERR_FILENO) return std::move(*this);
    FileDescriptor moved(::fcntl(number_, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
    close();
    return moved;
  }

 private:
  int number_ = -1;
};

}  // namespace aug
