#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace aug {

/// The extended attributes of a file, xattr(7), by name.
using FileAttributes = std::map<std::string, std::string>;

/// What a profile asks of the files that it attaches to.
struct AttributeCondition {
  std::string name;   ///< "" where it is not known
  std::string value;  ///< a pattern; "" where it is not known

  friend bool operator==(const AttributeCondition&, const AttributeCondition&) = default;
};

/// Those in the list of xattrs=(...) in the header of a profile.
std::vector<AttributeCondition> conditions_in(std::string_view list);

/// False where a file with these attributes surely does not meet all of them.
bool may_meet(const FileAttributes& attributes, const std::vector<AttributeCondition>& conditions);

}  // namespace aug
