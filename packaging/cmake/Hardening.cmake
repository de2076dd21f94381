# What every build but those for debugging is hardened with, as distributions want it; and the same bytes from any folder.
if(NOT CMAKE_BUILD_TYPE STREQUAL Debug AND NOT AUG_SANITIZE)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
  add_compile_options(-fstack-protector-strong -fstack-clash-protection -Wformat -Werror=format-security
                      -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)
  if(CMAKE_SYSTEM_PROCESSOR STREQUAL x86_64)
    add_compile_options(-fcf-protection)
  elseif(CMAKE_SYSTEM_PROCESSOR STREQUAL aarch64)
    add_compile_options(-mbranch-protection=standard)
  endif()
  # Undefined first: some distributions' compilers define it themselves. The last checks the indexes of containers.
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS)
  # What nothing calls is left out: above all of libstdc++, whose random_device alone would need glibc 2.36.
  add_link_options(-pie -Wl,-z,relro,-z,now -Wl,--gc-sections)
endif()
