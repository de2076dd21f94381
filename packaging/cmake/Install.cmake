# Where the FHS wants things. The library is usable on its own: find_package(aa-userns-gen), target aa-userns-gen::lib.
# The library is the component `development`; all else is `program`, which is what the .deb takes.
include(CMakePackageConfigHelpers)
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME program)

set(AUG_SHARE ${CMAKE_INSTALL_DATADIR}/aa-userns-gen)
set(AUG_CONFIG ${CMAKE_INSTALL_LIBDIR}/cmake/aa-userns-gen)

install(TARGETS aa-userns-gen RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY templates policies DESTINATION ${AUG_SHARE})
install(DIRECTORY packaging/schema DESTINATION ${AUG_SHARE})
install(DIRECTORY packaging/systemd/ DESTINATION lib/systemd/system PATTERN README.md EXCLUDE)
install(FILES README.md NEWS.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

# What the pages say of commands, options and findings is what the program itself says of them.
set(AUG_MAN ${PROJECT_SOURCE_DIR}/packaging/man)
foreach(page aa-userns-gen.8 aa-userns-gen-findings.7)
  set(AUG_PAGE ${PROJECT_BINARY_DIR}/${page})
  add_custom_command(OUTPUT ${AUG_PAGE} DEPENDS aa-userns-gen ${AUG_MAN}/fill-page ${AUG_MAN}/${page}.in VERBATIM
                     COMMAND ${AUG_MAN}/fill-page $<TARGET_FILE:aa-userns-gen> ${AUG_MAN}/${page}.in
                             ${CMAKE_CROSSCOMPILING_EMULATOR} > ${AUG_PAGE})
  list(APPEND AUG_PAGES ${AUG_PAGE})
endforeach()
add_custom_target(aug_man ALL DEPENDS ${AUG_PAGES})
install(FILES ${PROJECT_BINARY_DIR}/aa-userns-gen.8 DESTINATION ${CMAKE_INSTALL_MANDIR}/man8)
install(FILES ${PROJECT_BINARY_DIR}/aa-userns-gen-findings.7 DESTINATION ${CMAKE_INSTALL_MANDIR}/man7)
install(FILES packaging/man/aa-userns-gen-policy.5 DESTINATION ${CMAKE_INSTALL_MANDIR}/man5)

set(AUG_COMPLETIONS ${PROJECT_SOURCE_DIR}/packaging/completions)
install(FILES ${AUG_COMPLETIONS}/aa-userns-gen.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME aa-userns-gen)
install(FILES ${AUG_COMPLETIONS}/_aa-userns-gen DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${AUG_COMPLETIONS}/aa-userns-gen.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

install(TARGETS aa-userns-gen-lib EXPORT aa-userns-gen
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(DIRECTORY lib/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/aa-userns-gen COMPONENT development
        FILES_MATCHING PATTERN "*.h")
install(EXPORT aa-userns-gen NAMESPACE aa-userns-gen:: DESTINATION ${AUG_CONFIG} FILE aa-userns-gen-targets.cmake
        COMPONENT development)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/aa-userns-gen-config.cmake.in
                              ${PROJECT_BINARY_DIR}/aa-userns-gen-config.cmake INSTALL_DESTINATION ${AUG_CONFIG})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/aa-userns-gen-config-version.cmake
                                 COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/aa-userns-gen-config.cmake
              ${PROJECT_BINARY_DIR}/aa-userns-gen-config-version.cmake
        DESTINATION ${AUG_CONFIG} COMPONENT development)
