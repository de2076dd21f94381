#include "core/change/history.h"

#include <doctest/doctest.h>

using namespace aug;

namespace {

HistoryEntry entry_at(const std::string& time) {
  return {.time = time,
          .uid = 1000,
          .sudo_user = "ann",
          .parent = "bash[7]",
          .command = "apply",
          .from = 1,
          .to = 2,
          .steps = {"place /etc/a"}};
}

}  // namespace

TEST_CASE("an entry outlives being written and read; damaged lines are left out") {
  const HistoryEntry entry = entry_at("2026-11-23T02:18:26Z");
  CHECK(history_from(line_of(entry) + "{\n[]\n{\"time\": 1}\n\n" + line_of(entry)) == std::vector{entry, entry});
}

TEST_CASE("an entry with a number that was never written is damaged") {
  for (const std::string number : {"1e300", "1.5", "true", "4294967297", "-4294967297", "\"1\""}) {
    for (const std::string key : {"\"uid\":1000", "\"from\":1", "\"to\":2"}) {
      std::string line = line_of(entry_at(""));
      const std::size_t at = line.find(key);
      REQUIRE(at != std::string::npos);
      line.replace(line.find(':', at) + 1, key.size() - key.find(':') - 1, number);
      CAPTURE(line);
      CHECK(history_from(line).empty());
    }
  }
}

TEST_CASE("the time of an entry in seconds") {
  CHECK(seconds_of(entry_at("1970-01-01T00:00:00Z")) == 0);
  CHECK(seconds_of(entry_at("2000-02-29T23:59:59Z")) == 951868799);
  CHECK(seconds_of(entry_at("2026-11-23T02:18:26Z")) == 1795400306);
  CHECK(seconds_of(entry_at("2100-03-01T00:00:00Z")) == 4107542400);
}

TEST_CASE("a time that cannot be read is none") {
  for (const char* time :
       {"", "2026-11-23T02:18:26", "2026-11-23 02:18:26Z", "2026-11-23T02:18:2xZ", "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z", "-026-11-23T02:18:26Z", "2026-11-23T02:18:26Z "}) {
    CAPTURE(time);
    CHECK(seconds_of(entry_at(time)) == 0);
  }
}

TEST_CASE("an entry as a sentence names who called") {
  CHECK(sentence_of(entry_at("")) == "apply by uid 1000 (ann) from bash[7]: generation 1 -> 2: place /etc/a");
  HistoryEntry without_sudo = entry_at("");
  without_sudo.sudo_user = "";
  CHECK(sentence_of(without_sudo) == "apply by uid 1000 from bash[7]: generation 1 -> 2: place /etc/a");
}
