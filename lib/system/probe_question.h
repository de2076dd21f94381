#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace aug {

/// One thing to try.
struct ProbeQuestion {
  enum class Kind { label_at_exec, label_if_there, use_namespace, run_bubblewrap, run_helper, ask_version };

  Kind kind = Kind::label_at_exec;
  std::string program;
  std::string label = {};   ///< of use_namespace: the profile to become, "" for none; of run_helper: that of the helper
  std::string helper = {};  ///< of run_helper: the path of the one to try in a sandbox of `program`

  friend bool operator==(const ProbeQuestion&, const ProbeQuestion&) = default;
};

/// For what is traced or tried; then there is no answer.
inline constexpr std::chrono::seconds patience_with_probes{10};
/// For each run of a program as a plain user.
inline constexpr std::chrono::seconds patience_with_programs{20};
/// For the answer to a question of this kind.
std::chrono::seconds patience_with(ProbeQuestion::Kind kind);

/// As the helper reads them.
std::string text_of(const std::vector<ProbeQuestion>& questions);
/// The inverse.
std::vector<ProbeQuestion> questions_in(std::string_view text);

}  // namespace aug
