#include "system/memory.h"

#include <nlohmann/json.hpp>

#include "core/text/failure.h"
#include "system/attempt.h"
#include "system/file_change.h"
#include "system/identity.h"
#include "system/ownership.h"
#include "system/path_walk.h"

namespace aug {
namespace {

using Json = nlohmann::json;

const std::string folder = "/run/aa-userns-gen";

Json json_of(const Identities& identities) {
  Json json = Json::object();
  for (const auto& [path, identity] : identities) {
    json[path] = {identity.looked == Looked::on_the_way, identity.text};
  }
  return json;
}

Identities identities_from(const Json& json) {
  Identities identities;
  for (const auto& [path, each] : json.items()) {
    identities[path] = {each.at(0).get<bool>() ? Looked::on_the_way : Looked::at_all, each.at(1)};
  }
  return identities;
}

std::optional<std::string> read_memory(const Root& root, const std::string& name) {
  OpenedSafely home = open_safely(root, folder, {.caller = true});
  if (!home.file || home.unsafe) return std::nullopt;
  return read_own(Root(std::move(home.file), folder), "/" + name);
}

/// A file whose name is no UTF-8 cannot be written down, and what a later look finds is another text then.
std::string written(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::optional<std::string> recall(const Host& host, const std::string& name) {
  try {
    const auto bytes = read_memory(host.root, name);
    if (!bytes) return std::nullopt;
    const Json memory = Json::parse(*bytes);
    if (memory.at("circumstances") != circumstances(*host.kernel)) return std::nullopt;
    if (!still_hold(identities_from(memory.at("identities")))) return std::nullopt;
    return memory.at("text").get<std::string>();
  } catch (const Failure&) {
  } catch (const Json::exception&) {
  }
  return std::nullopt;
}

void remember(const Host& host, const std::string& name, const std::string& text, const Witness& witness) {
  const auto identities = identities_of(witness.paths(), witness.since());
  const bool is_steady = !witness.circumstances().empty() && witness.circumstances() == circumstances(*host.kernel);
  if (!identities || !is_steady) return;
  const Json memory = {
      {"circumstances", witness.circumstances()}, {"identities", json_of(*identities)}, {"text", text}};
  attempt(
      [&] {
        make_folder(host.root, folder, 0700);
        place_file(host.root, folder + "/" + name, {written(memory), 0600});
      },
      [](const Failure&) {});
}

void forget(const Root& root) {
  attempt([&] { remove_folder(root, folder); }, [](const Failure&) {});
}

}  // namespace aug
