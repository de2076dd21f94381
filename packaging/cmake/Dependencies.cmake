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

aug_library(yaml-cpp yaml-cpp/yaml.h)
aug_library(apparmor sys/apparmor.h)
if(AUG_STATIC)
  add_link_options(-static-libstdc++ -static-libgcc)
endif()
