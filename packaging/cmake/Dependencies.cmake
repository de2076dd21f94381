# The libraries, as targets aug::NAME: shared, or with AUG_STATIC from their archives.
find_package(nlohmann_json 3.10 REQUIRED)
find_package(fmt 8 REQUIRED)
set(Boost_USE_STATIC_LIBS ${AUG_STATIC})
find_package(Boost 1.74 REQUIRED COMPONENTS program_options)

function(aug_library name header)
  # Two variables, so that switching AUG_STATIC in a configured folder switches the library too.
  if(AUG_STATIC)
    find_library(AUG_${name}_ARCHIVE lib${name}.a REQUIRED)
    set(library ${AUG_${name}_ARCHIVE})
  else()
    find_library(AUG_${name}_LIBRARY ${name} REQUIRED)
    set(library ${AUG_${name}_LIBRARY})
  endif()
  find_path(AUG_${name}_INCLUDE ${header} REQUIRED)
  add_library(aug::${name} UNKNOWN IMPORTED)
  set_target_properties(aug::${name} PROPERTIES IMPORTED_LOCATION ${library}
                                                INTERFACE_INCLUDE_DIRECTORIES ${AUG_${name}_INCLUDE})
endfunction()

# What the installed library needs is looked for anew where that is used.
set(AUG_LIBRARIES yaml-cpp apparmor)

# Debian has no archive of fmt. Its headers bring the code along, at the price of compiling it anew in each file.
add_library(aug::fmt INTERFACE IMPORTED)
if(AUG_STATIC)
  target_link_libraries(aug::fmt INTERFACE fmt::fmt-header-only)
else()
  target_link_libraries(aug::fmt INTERFACE fmt::fmt)
  list(APPEND AUG_LIBRARIES fmt)
endif()

aug_library(yaml-cpp yaml-cpp/yaml.h)
aug_library(apparmor sys/apparmor.h)
if(AUG_STATIC)
  add_link_options(-static-libstdc++ -static-libgcc)
endif()
