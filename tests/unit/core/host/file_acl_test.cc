#include "core/host/file_acl.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

using namespace aug;

namespace {

struct Entry {
  std::uint16_t tag;
  std::uint16_t rights;
  std::uint32_t id;
};

constexpr std::uint16_t owner = 1, user = 2, owning_group = 4, group = 8, mask = 16, other = 32;

std::string list_of(const std::vector<Entry>& entries, std::uint32_t version = 2) {
  std::string bytes(reinterpret_cast<const char*>(&version), sizeof version);
  for (const Entry& entry : entries) bytes.append(reinterpret_cast<const char*>(&entry), sizeof entry);
  return bytes;
}

std::string writer(const std::vector<Entry>& named, std::uint16_t rights_of_mask = 7) {
  std::vector<Entry> entries{{owner, 6, 0}};
  entries.insert(entries.end(), named.begin(), named.end());
  entries.insert(entries.end(), {{owning_group, 4, 0}, {mask, rights_of_mask, 0}, {other, 4, 0}});
  return writer_in_acl(list_of(entries));
}

}  // namespace

TEST_CASE("a list names whom it lets write, beside root") {
  CHECK(writer({{user, 6, 1000}}) == "user 1000");
  CHECK(writer({{group, 2, 100}}) == "group 100");
  CHECK(writer({{user, 6, 0}, {group, 6, 0}}).empty());
  CHECK(writer({{user, 5, 1000}}).empty());
  CHECK(writer({}).empty());
}

TEST_CASE("what the mask takes away is nobody's") {
  CHECK(writer({{user, 7, 1000}}, 5).empty());
  CHECK(writer({{user, 7, 1000}}, 2) == "user 1000");
}

TEST_CASE("no list lets nobody write, and one that cannot be read may let anybody") {
  CHECK(writer_in_acl("").empty());
  CHECK(writer_in_acl("x") == "somebody");
  CHECK(writer_in_acl(list_of({{user, 7, 1000}}).substr(0, 9)) == "somebody");
  CHECK(writer_in_acl(list_of({{user, 7, 1000}}, 3)) == "somebody");
}
