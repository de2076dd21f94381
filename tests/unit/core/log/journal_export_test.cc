#include "core/log/journal_export.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace aug;
using namespace std::string_literals;

namespace {

std::vector<std::string> messages_in(const std::string& exported) {
  std::vector<std::string> messages;
  for_each_journal_message(exported, [&](std::string_view message) { messages.emplace_back(message); });
  return messages;
}

}  // namespace

TEST_CASE("each entry of the journal has its message") {
  CHECK(messages_in("__CURSOR=s=1\nMESSAGE=one\n_BOOT_ID=1\n\n__CURSOR=s=2\nMESSAGE=two=2\n\n") ==
        std::vector{"one"s, "two=2"s});
  CHECK(messages_in("").empty());
}

TEST_CASE("a message of several lines is one message, whatever the lines look like") {
  const std::string message = "a\nMESSAGE=b\n\n";
  CHECK(messages_in("MESSAGE\n"s + static_cast<char>(message.size()) + "\0\0\0\0\0\0\0"s + message +
                    "\nOTHER\n\x09\0\0\0\0\0\0\0MESSAGE=x\n\nMESSAGE=c\n"s) == std::vector{message, "c"s});
}

TEST_CASE("what is cut off is left out") {
  CHECK(messages_in("MESSAGE=a\nMESSAGE=b") == std::vector{"a"s});
  CHECK(messages_in("MESSAGE\n\x05\0\0\0\0\0\0\0ab\n"s).empty());
  CHECK(messages_in("MESSAGE\n\x05\0\0"s).empty());
  CHECK(messages_in("MESSAGE\n\xff\xff\xff\xff\xff\xff\xff\xff\n"s).empty());
}
