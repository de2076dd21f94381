# Writes OUTPUT, a C++ file with the table of system/built_in_files.h: the templates and policies of the project.
function(aug_built_in_files output)
  file(GLOB files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/templates/*
       ${PROJECT_SOURCE_DIR}/policies/*.yaml)
  set(table "")
  foreach(file IN LISTS files)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${file})
    file(READ ${PROJECT_SOURCE_DIR}/${file} content)
    string(APPEND table "    {\"${file}\", R\"aug(${content})aug\"},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${output} @ONLY CONTENT [[
#include "system/built_in_files.h"

#include <array>

namespace aug {
namespace {

constexpr auto files = std::to_array<BuiltInFile>({
@table@});

}  // namespace

std::span<const BuiltInFile> built_in_files() { return files; }

}  // namespace aug
]])
endfunction()
