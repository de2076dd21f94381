#pragma once

namespace aug {

/// Puts right what a caller can have left to this process: missing standard streams, ignored and blocked signals, a
/// umask, limits. SIGHUP, SIGINT and SIGQUIT stay ignored where they are: nohup(1) and background jobs mean it.
void start_clean();

}  // namespace aug
