#pragma once

#include "actions/apply.h"
#include "app/change_report.h"

namespace aug::app {

/// The report on policies that were applied, or (with `dry_run`) would be.
Report report_on(const ApplyResult& result, const ChangeOptions& options, const Invocation& invocation);

/// --when, for policies that leave it open.
When when_of(const Invocation& invocation);

}  // namespace aug::app
