#pragma once

#include <functional>
#include <vector>

#include "core/change/step.h"
#include "core/text/diagnosis.h"

namespace aug {

/// Performs the changes in order, then `finish`. When anything throws, takes back what was begun, in reverse, and
/// throws that Failure again with a notice that the host is as it was; or Failure(inconsistent) when taking back failed
/// too.
void carry_out(const std::vector<Change>& changes, const std::function<void(const Step&)>& perform,
               const std::function<void()>& finish);

/// Performs steps one after the other, whatever becomes of each; returns what could not be done.
Diagnoses take_back(const std::vector<Step>& undo, const std::function<void(const Step&)>& perform);

}  // namespace aug
