# Where the FHS wants things. The library is usable on its own: find_package(aa-userns-gen), target aa-userns-gen::lib.
include(CMakePackageConfigHelpers)

set(AUG_SHARE ${CMAKE_INSTALL_DATADIR}/aa-userns-gen)
set(AUG_CONFIG ${CMAKE_INSTALL_LIBDIR}/cmake/aa-userns-gen)

install(TARGETS aa-userns-gen RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY templates policies DESTINATION ${AUG_SHARE})
install(DIRECTORY packaging/schema DESTINATION ${AUG_SHARE})
install(DIRECTORY packaging/systemd/ DESTINATION lib/systemd/system)
install(FILES README.md NEWS.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

install(TARGETS aa-userns-gen-lib EXPORT aa-userns-gen ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY lib/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/aa-userns-gen FILES_MATCHING PATTERN "*.h")
install(EXPORT aa-userns-gen NAMESPACE aa-userns-gen:: DESTINATION ${AUG_CONFIG} FILE aa-userns-gen-targets.cmake)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/aa-userns-gen-config.cmake.in
                              ${PROJECT_BINARY_DIR}/aa-userns-gen-config.cmake INSTALL_DESTINATION ${AUG_CONFIG})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/aa-userns-gen-config-version.cmake
                                 COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/aa-userns-gen-config.cmake
              ${PROJECT_BINARY_DIR}/aa-userns-gen-config-version.cmake DESTINATION ${AUG_CONFIG})
