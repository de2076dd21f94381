#include "system/program_loader.h"

#include <fcntl.h>
#include <link.h>
#include <unistd.h>

#include <cstring>
#include <optional>
#include <string_view>

#include "system/file_descriptor.h"
#include "system/witness.h"

namespace aug {
namespace {

/// Where linkers put what is looked for here.
constexpr std::size_t head_size = 4096;

std::string head_of(const FileDescriptor& file) {
  std::string head(head_size, '\0');
  const ssize_t size = file ? ::read(file.get(), head.data(), head.size()) : 0;
  head.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return head;
}

template <typename Structure>
std::optional<Structure> structure_at(std::string_view bytes, std::size_t at) {
  Structure structure{};
  if (at > bytes.size() || bytes.size() - at < sizeof structure) return std::nullopt;
  std::memcpy(&structure, bytes.data() + at, sizeof structure);
  return structure;
}

}  // namespace

std::string loader_of(const std::string& program) {
  Witness::note(program);
  return loader_of(FileDescriptor(::open(program.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)));
}

std::string loader_of(const FileDescriptor& program) {
  using Header = ElfW(Ehdr);
  using Segment = ElfW(Phdr);
  const std::string head = head_of(program);
  const auto header = structure_at<Header>(head, 0);
  if (!header || !head.starts_with(ELFMAG) || header->e_phentsize != sizeof(Segment)) return "";
  for (std::size_t i = 0; i < header->e_phnum; ++i) {
    const auto segment = structure_at<Segment>(head, header->e_phoff + i * sizeof(Segment));
    if (!segment) return "";
    if (segment->p_type != PT_INTERP || segment->p_offset >= head.size()) continue;
    return head.substr(segment->p_offset, head.find('\0', segment->p_offset) - segment->p_offset);
  }
  return "";
}

}  // namespace aug
