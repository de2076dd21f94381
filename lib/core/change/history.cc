#include "core/change/history.h"

#include <array>
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "core/change/json_number.h"
#include "core/text/ascii.h"
#include "core/text/format.h"

namespace aug {
namespace {

using Json = nlohmann::ordered_json;

std::optional<HistoryEntry> entry_from(const std::string& line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  try {
    const auto uid = whole_number<int>(json.at("uid"));
    const auto from = whole_number<int>(json.at("from"));
    const auto to = whole_number<int>(json.at("to"));
    if (!uid || !from || !to) return std::nullopt;
    return HistoryEntry{.time = json.at("time"),
                        .uid = *uid,
                        .sudo_user = json.at("sudo_user"),
                        .parent = json.at("parent"),
                        .command = json.at("command"),
                        .from = *from,
                        .to = *to,
                        .steps = json.at("steps")};
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

/// The six numbers of a time that has digits where `form` has dots, and else what `form` has.
std::optional<std::array<int, 6>> numbers_in(std::string_view time, std::string_view form) {
  if (time.size() != form.size()) return std::nullopt;
  std::array<int, 6> numbers{};
  std::size_t field = 0;
  for (std::size_t at = 0; at < form.size(); ++at) {
    if (form[at] != '.') {
      if (time[at] != form[at]) return std::nullopt;
      ++field;
    } else if (is_digit(time[at])) {
      numbers[field] = numbers[field] * 10 + (time[at] - '0');
    } else {
      return std::nullopt;
    }
  }
  return numbers;
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
  const auto parts = numbers_in(entry.time, "....-..-..T..:..:..Z");
  if (!parts) return 0;
  using namespace std::chrono;
  const auto [y, m, d, hour, minute, second] = *parts;
  const year_month_day date{year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))};
  if (!date.ok()) return 0;
  return seconds(sys_days(date).time_since_epoch() + hours(hour) + minutes(minute) + seconds(second)).count();
}

std::string sentence_of(const HistoryEntry& entry) {
  return aug::format("{} by uid {}{} from {}: generation {} -> {}: {}", entry.command, entry.uid,
                     entry.sudo_user.empty() ? "" : aug::format(" ({})", entry.sudo_user), entry.parent, entry.from,
                     entry.to, fmt::join(entry.steps, ", "));
}

}  // namespace aug
