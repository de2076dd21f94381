# What every target of this project is compiled with; packagers never get -Werror.
add_library(aug_warnings INTERFACE)
target_compile_options(aug_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
                                              -Wold-style-cast -Wimplicit-fallthrough)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # Wrong about variants and about strings, seen with g++ 12 and -O2.
  target_compile_options(aug_warnings INTERFACE -Wno-maybe-uninitialized -Wno-stringop-overread)
endif()
if(AUG_WERROR)
  target_compile_options(aug_warnings INTERFACE -Werror)
endif()
if(AUG_SANITIZE)
  add_compile_options(-fsanitize=${AUG_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${AUG_SANITIZE})
endif()
