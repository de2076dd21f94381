# Run at each build: writes OUTPUT from TEMPLATE when VERSION or the commit that is checked out in SOURCE changed. Without a git
# tree that may be read, as in a tarball, there is no commit; that of a tree around it would be somebody else's.
get_filename_component(above ${SOURCE} DIRECTORY)
execute_process(COMMAND ${CMAKE_COMMAND} -E env GIT_CEILING_DIRECTORIES=${above} git -C ${SOURCE} describe --always --abbrev=12 --exclude=* --dirty=+
                OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE status)
set(version ${VERSION})
if(status EQUAL 0)
  set(version "${VERSION} (${commit})")
endif()
configure_file(${TEMPLATE} ${OUTPUT} @ONLY)
