#include "core/policy/mistakes.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace aug {

void Mistakes::add(FindingId id, std::size_t offset, std::string message, std::string hint) {
  mistakes_.push_back({id, offset, Severity::error, std::move(message), std::move(hint)});
}

void Mistakes::warn(FindingId id, std::size_t offset, std::string message, std::string hint) {
  mistakes_.push_back({id, offset, Severity::warning, std::move(message), std::move(hint)});
}

Diagnoses Mistakes::in_order() const {
  std::vector<Mistake> sorted = mistakes_;
  const auto before = [](const Mistake& a, const Mistake& b) {
    return std::tie(a.offset, a.message) < std::tie(b.offset, b.message);
  };
  std::ranges::stable_sort(sorted, before);
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  Diagnoses diagnoses;
  diagnoses.reserve(sorted.size());
  for (Mistake& mistake : sorted) {
    diagnoses.push_back({mistake.id, mistake.severity, source_.location(mistake.offset), std::move(mistake.message),
                         std::move(mistake.hint)});
  }
  return diagnoses;
}

}  // namespace aug
