#include "core/change/transaction.h"

#include "core/change/pending.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"

namespace aug {
namespace {

/// What there is to throw again for something that was thrown.
Failure as_failure(const std::exception& error) {
  const auto* failure = dynamic_cast<const Failure*>(&error);
  return failure != nullptr ? *failure : Failure(ExitCode::failed, "internal-error"_id, error.what());
}

/// Takes back the first `done` changes, and the one after them, which failed and may be half done. What the kernel
/// refuses is not half done, and without the right to load it refuses the way back as well: that is no failure of
/// taking back.
Diagnoses take_back_begun(const std::vector<Change>& changes, std::size_t done,
                          const std::function<void(const Step&)>& perform) {
  Diagnoses failed;
  if (done < changes.size()) {
    failed = take_back(changes[done].undo, perform);
    if (is_for_kernel(changes[done].step)) failed.clear();
  }
  const auto end = changes.begin() + static_cast<std::ptrdiff_t>(done);
  const Diagnoses more = take_back(undo_of({changes.begin(), end}), perform);
  append(failed, more);
  return failed;
}

}  // namespace

Diagnoses take_back(const std::vector<Step>& undo, const std::function<void(const Step&)>& perform) {
  Diagnoses failed;
  for (const Step& step : undo) {
    try {
      perform(step);
    } catch (const std::exception& error) {
      failed.push_back({"not-taken-back"_id,
                        Severity::error,
                        {},
                        aug::format("cannot take back: {}: {}", describe(step), error.what()),
                        ""});
    }
  }
  return failed;
}

void carry_out(const std::vector<Change>& changes, const std::function<void(const Step&)>& perform,
               const std::function<void()>& finish) {
  std::size_t done = 0;
  try {
    for (const Change& change : changes) {
      perform(change.step);
      ++done;
    }
    finish();
  } catch (const std::exception& error) {
    const Failure failure = as_failure(error);
    Diagnoses diagnoses = failure.diagnoses();
    const Diagnoses failed = take_back_begun(changes, done, perform);
    if (failed.empty()) {
      diagnoses.push_back({"everything-taken-back"_id,
                           Severity::notice,
                           {},
                           "everything was taken back: the host is as it was before",
                           ""});
      throw Failure(failure.code(), diagnoses);
    }
    append(diagnoses, failed);
    throw Failure(ExitCode::inconsistent, diagnoses);
  }
}

}  // namespace aug
