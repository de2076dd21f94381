#include "actions/history.h"

namespace aug {

HistoryReport history(const Host& host) {
  return {host.store.history(), host.store.numbers(), host.store.current_number()};
}

}  // namespace aug
