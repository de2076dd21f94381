#pragma once

#include <string>
#include <string_view>

namespace aug {

/// The first user or group beside root that an access control list lets write: "user 1000", "group 100"; "" for none.
/// `bytes` are the extended attribute system.posix_acl_access, see acl(5). A list that cannot be read names "somebody".
std::string writer_in_acl(std::string_view bytes);

}  // namespace aug
