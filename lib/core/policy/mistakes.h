#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/text/diagnosis.h"
#include "core/text/source_text.h"

namespace aug {

/// Collects what is wrong with one text. The source must outlive it.
class Mistakes {
 public:
  explicit Mistakes(const SourceText& source) : source_(source) {}

  void add(FindingId id, std::size_t offset, std::string message, std::string hint = {});
  /// For what may be meant, but probably is not.
  void warn(FindingId id, std::size_t offset, std::string message, std::string hint = {});

  std::size_t count() const { return mistakes_.size(); }
  /// The text that offsets refer to.
  const SourceText& source() const { return source_; }

  /// All of them by place, each once: an alias brings the mistakes of its anchor along.
  Diagnoses in_order() const;

 private:
  struct Mistake {
    FindingId id;
    std::size_t offset;
    Severity severity;
    std::string message;
    std::string hint;

    friend bool operator==(const Mistake&, const Mistake&) = default;
  };

  const SourceText& source_;
  std::vector<Mistake> mistakes_;
};

}  // namespace aug
