#include "core/history.h"

#include <fmt/format.h>

#include <ctime>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

namespace aug {
namespace {

using Json = nlohmann::ordered_json;

std::optional<HistoryEntry> entry_from(const std::string& line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  try {
    return HistoryEntry{json.at("time"),    json.at("uid"),  json.at("sudo_user"), json.at("parent"),
                        json.at("command"), json.at("from"), json.at("to"),        json.at("steps")};
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace

std::string line_of(const HistoryEntry& entry) {
  const Json json = {{"time", entry.time},     {"uid", entry.uid},         {"sudo_user", entry.sudo_user},
                     {"parent", entry.parent}, {"command", entry.command}, {"from", entry.from},
                     {"to", entry.to},         {"steps", entry.steps}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::vector<HistoryEntry> history_from(std::string_view lines) {
  std::vector<HistoryEntry> entries;
  std::istringstream in{std::string(lines)};
  for (std::string line; std::getline(in, line);) {
    if (auto entry = entry_from(line)) entries.push_back(std::move(*entry));
  }
  return entries;
}

std::int64_t seconds_of(const HistoryEntry& entry) {
  std::tm parts{};
  std::istringstream in(entry.time);
  in >> std::get_time(&parts, "%Y-%m-%dT%H:%M:%SZ");
  return in ? ::timegm(&parts) : 0;
}

std::string sentence_of(const HistoryEntry& entry) {
  return fmt::format("{} by uid {}{} from {}: generation {} -> {}: {}", entry.command, entry.uid,
                     entry.sudo_user.empty() ? "" : fmt::format(" ({})", entry.sudo_user), entry.parent, entry.from,
                     entry.to, fmt::join(entry.steps, ", "));
}

}  // namespace aug
