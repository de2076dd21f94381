#pragma once

namespace aug {

/// Whose services a unit is among: those of the users' managers, or those of the system's.
enum class UnitScope { user, system };

}  // namespace aug
