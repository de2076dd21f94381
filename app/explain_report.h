#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "actions/explain.h"
#include "app/report.h"

// What explain says, in words and in JSON.

namespace aug::app {

/// The next step where nothing is known.
inline constexpr const char* next_step =
    "run the program again, and right after it 'sudo aa-userns-gen suggest', which reads the kernel's own log; 'sudo "
    "aa-userns-gen doctor' looks for what is wrong on this host; 'aa-userns-gen explain --list' has all messages that "
    "are known";

/// What `suggest` says of a record, in the words of this command.
struct RecordAnswer {
  std::vector<std::string> records;
  std::string cause;
  std::string remedy;
  std::vector<std::string> lines;  ///< of a policy
};

std::vector<RecordAnswer> answers_of(const Suggestion& suggestion);

std::string text_of(const KnownMessage& message);
std::string text_of(const Explanation& explanation, const Style& style);
std::string text_of(const Finding& finding, std::string_view said_by);
std::string text_of(const RecordAnswer& answer, const Style& style);
/// Of words that are none of the messages: a path, a word of `status`, or anything else.
std::string text_of_unknown(const std::vector<std::string>& words, const ExplainReport& result);

Json json_of(const KnownMessage& message);
Json json_of(const Finding& finding, std::string_view said_by);
Json json_of(const Explanation& explanation);
Json json_of(const RecordAnswer& answer);

/// The paragraphs broken between words, below one another. What was said, and the lines of a policy, stay whole.
std::string fitted(std::string_view text, std::size_t width);

}  // namespace aug::app
