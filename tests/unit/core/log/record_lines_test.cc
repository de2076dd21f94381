#include "core/log/record_lines.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

using namespace aug;

namespace {

const std::string record =
    R"(audit: type=1400 audit(1757400000.100:500): apparmor="AUDIT" operation="userns_create" class="namespace" )"
    R"(info="Userns create - transitioning profile" profile="unconfined" pid=4711 comm="mytool" )"
    R"(requested="userns_create" target="unprivileged_userns" execpath="/opt/mytool/bin/mytool")";

std::vector<std::string> read(const std::vector<std::string>& lines) {
  std::vector<std::string> taken;
  RecordLines reader([&](std::string_view line) { taken.emplace_back(line); });
  for (const std::string& line : lines) reader.take(line);
  reader.finish();
  return taken;
}

/// As a terminal of so many columns breaks it.
std::vector<std::string> cut(const std::string& text, std::size_t columns) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size(); at += columns) parts.push_back(text.substr(at, columns));
  return parts;
}

/// As a mail of so many columns breaks it.
std::vector<std::string> filled(const std::string& text, std::size_t columns) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = text.size() - at <= columns ? text.size() : text.rfind(' ', at + columns);
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

std::string replaced(std::string text, const std::string& old, const std::string& with) {
  for (std::size_t at = text.find(old); at != std::string::npos; at = text.find(old, at + with.size())) {
    text.replace(at, old.size(), with);
  }
  return text;
}

}  // namespace

TEST_CASE("a record comes out of JSON, be it the journal's, a container's, or JSON in JSON") {
  const nlohmann::json journal = {{"_TRANSPORT", "kernel"}, {"MESSAGE", record}, {"_HOSTNAME", "host"}};
  CHECK(straightened(journal.dump()) == record);
  CHECK(straightened("\t\"MESSAGE\" : " + nlohmann::json(record).dump() + ",") == record);
  const nlohmann::json container = {{"log", "<5>" + record + "\n"}, {"stream", "stdout"}};
  CHECK(straightened(container.dump()) == "<5>" + record + "\n");
  CHECK(straightened(nlohmann::json({{"log", journal.dump()}}).dump()) == record);
  const nlohmann::json bytes = {{"MESSAGE", std::vector<unsigned char>(record.begin(), record.end())}};
  CHECK(straightened(bytes.dump()) == record);
}

TEST_CASE("JSON that is cut is read as far as it goes") {
  const std::string line = nlohmann::json({{"MESSAGE", record}}).dump();
  CHECK(straightened(line.substr(0, line.size() - 10)).starts_with(record.substr(0, 200)));
}

TEST_CASE("quotes that were bent are straight again") {
  CHECK(straightened(replaced(record, "\"", "“")) == record);
  CHECK(straightened(replaced(record, "\"", "&quot;")) == record);
  CHECK(straightened(replaced(record, "\"", "'")) == record);
  CHECK(straightened(replaced(record, "\"", "’")) == record);
}

TEST_CASE("other lines stay as they are") {
  for (const char* line : {"", "{", "{\"MESSAGE\":\"usb 1-1: new device\"}", "“a”", "apparmor=\\",
                           "{\"MESSAGE\":[1,2]}", "{\"MESSAGE\":[999]}"}) {
    CAPTURE(line);
    CHECK(straightened(line) == line);
  }
  CHECK(straightened(record + " “") == record + " “");
}

TEST_CASE("what a terminal cut at a column is one line again, whatever its width") {
  for (const std::string& prefix :
       {std::string(), std::string("[   91.16] "), std::string("Sep  9 06:40:00 host kernel: ")}) {
    for (const std::size_t columns : {80U, 100U, 132U}) {
      CAPTURE(prefix);
      CAPTURE(columns);
      std::vector<std::string> lines = cut(prefix + record, columns);
      lines.insert(lines.begin(), "[   90.00] usb 1-1: new device");
      lines.emplace_back("[   92.00] usb 1-1: gone");
      CHECK(read(lines) ==
            std::vector<std::string>{"[   90.00] usb 1-1: new device", prefix + record, "[   92.00] usb 1-1: gone"});
    }
  }
}

TEST_CASE("what a mail broke between words is one line again") {
  CHECK(read(filled(record, 72)) == std::vector<std::string>{record});
  CHECK(read(filled(record, 78)) == std::vector<std::string>{record});
}

TEST_CASE("the lines of a serial console end in a carriage return") {
  std::vector<std::string> lines = cut(record, 80);
  for (std::string& line : lines) line += '\r';
  CHECK(read(lines) == std::vector<std::string>{record});
}

TEST_CASE("records that stand one below the other stay apart") {
  const std::string brief =
      "audit(1.5:7): apparmor=\"DENIED\" operation=\"userns_create\" profile=\"unconfined\" comm=\"x\"";
  CHECK(read({brief, brief, "nothing", brief}) == std::vector<std::string>{brief, brief, "nothing", brief});
  CHECK(read({record, "execpath=\"/x\""}) == std::vector<std::string>{record, "execpath=\"/x\""});
}
