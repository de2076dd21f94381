#include "actions/extend_profiles.h"

#include <algorithm>
#include <map>
#include <string>

#include "core/plan/extension.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"

namespace aug {
namespace {

[[noreturn]] void refuse(const std::string& path, const std::string& why, const Location& because) {
  throw Failure(
      ExitCode::conflict,
      {{"cannot-extend-profile"_id, Severity::error, because, aug::format("cannot add helpers in {}: {}", path, why),
        "put that right, or let the policy switch the profile off with 'on_conflict: take-over'"}});
}

/// What the file has to say, with the block. Notes in the block whether the file is new.
std::string text_with(const Host& host, LocalBlock& block, const Generation& current, const Location& because) {
  const auto there = host.root.read_state(block.path);
  const auto before = std::ranges::find(current.blocks, block.path, &LocalBlock::path);
  block.is_new = before == current.blocks.end() ? !there : before->is_new;
  if (there && there->is_link) refuse(block.path, "it is a link", because);
  if (there && (there->uid != 0 || (there->mode & 022U) != 0)) {
    refuse(block.path, "others than root can change it", because);
  }
  const auto text = with_block(there ? there->content : "", block.rules);
  if (!text) refuse(block.path, "the end of our lines in it is not to be seen", because);
  return *text;
}

}  // namespace

void extend_profiles(const Host& host, const Generation& current, const std::vector<Extension>& extensions,
                     Generation& desired) {
  desired.blocks = blocks_of(extensions);
  for (const Extension& extension : extensions) {
    std::map<std::string, std::string> locals;
    for (LocalBlock& block : desired.blocks) {
      if (block.path != extension.profile_local && block.path != extension.child_local) continue;
      locals[block.path] = text_with(host, block, current, extension.because);
    }
    if (locals.empty()) continue;  // no helper is left
    const auto text = with_local_texts(host.root.read(extension.file).value_or(""), locals);
    if (!text) refuse(extension.file, "it does not include them once each, in lines of their own", extension.because);
    desired.extended.push_back({extension.file, *text});
  }
}

std::vector<CompiledProfile> compile_extended(const Host& host, const std::vector<ExtendedFile>& files) {
  std::vector<CompiledProfile> compiled;
  for (const ExtendedFile& file : files) {
    append(compiled, split_compiled(compile_other(host.parser_setting(), file.path, file.text)));
  }
  return compiled;
}

}  // namespace aug
