include(GoogleTest)

# A designated initialiser that leaves a member to its default is the way plain data is made here.
set(EPITAPH_WARNINGS -Wall -Wextra -Wpedantic -Wconversion -Wno-missing-field-initializers)
# Where the files of a folder are compiled together, a local name may be another file's global one, which harms nobody.
if(NOT CMAKE_UNITY_BUILD)
  list(APPEND EPITAPH_WARNINGS -Wshadow)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND EPITAPH_WARNINGS -Wshadow=local)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 cries wolf about std::string's own copying once it has inlined enough of it.
  list(APPEND EPITAPH_WARNINGS -Wno-array-bounds -Wno-stringop-overflow -Wno-restrict)
endif()

# The headers that most files include, compiled once for all folders; once more, with googletest, for the tests.
function(epitaph_precompile name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "HEADERS;OPTIONS;DEPENDS")
  file(WRITE ${PROJECT_BINARY_DIR}/${name}.cc "")
  add_library(${name} OBJECT ${PROJECT_BINARY_DIR}/${name}.cc)
  target_precompile_headers(${name} PRIVATE ${arg_HEADERS})
  # -Wpedantic changes g++'s predefined macros, and a precompiled header serves only those who share them.
  target_compile_options(${name} PRIVATE ${EPITAPH_WARNINGS} ${arg_OPTIONS})
  target_link_libraries(${name} PRIVATE ${arg_DEPENDS})
endfunction()
set(common_headers <algorithm> <chrono> <cstdint> <functional> <map> <memory> <optional> <span> <string> <string_view>
  <unordered_map> <utility> <variant> <vector> <boost/json.hpp> <fmt/format.h>)
epitaph_precompile(epitaph_pch HEADERS ${common_headers} DEPENDS Boost::json fmt::fmt)
# What is tested is what ships; the tests themselves need no optimiser, which took most of their building.
set(EPITAPH_TEST_OPTIONS $<$<CONFIG:Release>:-O0>)
epitaph_precompile(epitaph_test_pch HEADERS ${common_headers} <gmock/gmock.h> <gtest/gtest.h>
  OPTIONS ${EPITAPH_TEST_OPTIONS}
  DEPENDS Boost::json fmt::fmt GTest::gmock)

# Most presets compile the files of a folder together (CMAKE_UNITY_BUILD): they read the headers and expand the templates
# once, which takes a third of the time. The dev preset does not, so that each file is held to its own includes.
# So the files of a folder share no names, not even in their anonymous namespaces.

# epitaph_module(<name> SOURCES a.cc b.cc TESTS a_test.cc DEPENDS epitaph::base Boost::headers
#                [TEST_DEPENDS epitaph::storage_memory])
#
# One folder of src/ is one library, epitaph::<name>, and one test program. What DEPENDS leaves out
# cannot be linked, so the list is the folder's place in the order of src/LAYERS. A folder of headers
# alone (no SOURCES) becomes an interface library.
function(epitaph_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;TESTS;DEPENDS;TEST_DEPENDS")
  if(arg_SOURCES)
    add_library(epitaph_${name} STATIC ${arg_SOURCES})
    target_compile_options(epitaph_${name} PRIVATE ${EPITAPH_WARNINGS})
    target_precompile_headers(epitaph_${name} REUSE_FROM epitaph_pch)
    set(scope PUBLIC)
  else()
    add_library(epitaph_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(epitaph::${name} ALIAS epitaph_${name})
  target_include_directories(epitaph_${name} ${scope} ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(epitaph_${name} ${scope} Boost::json fmt::fmt ${arg_DEPENDS})
  if(arg_TESTS)
    add_executable(epitaph_${name}_test ${arg_TESTS})
    target_compile_options(epitaph_${name}_test PRIVATE ${EPITAPH_WARNINGS} ${EPITAPH_TEST_OPTIONS})
    target_precompile_headers(epitaph_${name}_test REUSE_FROM epitaph_test_pch)
    target_link_libraries(epitaph_${name}_test PRIVATE epitaph::${name} ${arg_TEST_DEPENDS} GTest::gmock GTest::gtest_main)
    gtest_discover_tests(epitaph_${name}_test TEST_PREFIX "${name}/")
  endif()
endfunction()
