#pragma once

#include <string_view>

namespace aug {

/// Throws Failure(failed): "cannot DOING WHAT: " and what errno says.
[[noreturn]] void fail_with_errno(std::string_view doing, std::string_view what);

/// After a call that found nothing. What is not there, or not for us to see, counts as absent; any other error, of a
/// system that is out of something, busy or broken, is no answer at all, and that throws as above. Keeps errno.
void require_an_answer(std::string_view doing, std::string_view what);

}  // namespace aug
