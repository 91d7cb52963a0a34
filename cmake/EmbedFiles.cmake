# epitaph_embed(<target> <header> <namespace> FILES a.toml b.toml)
#
# Puts files into the binary: generates <header>, to be included as such by <target>, in which
# `inline constexpr EmbeddedFile kFiles[]` of <namespace> holds each file's name and bytes.
# Made anew whenever one of the files changes.
function(epitaph_embed target header namespace)
  cmake_parse_arguments(PARSE_ARGV 3 arg "" "" "FILES")
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded/${header})
  list(TRANSFORM arg_FILES PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/ OUTPUT_VARIABLE paths)
  add_custom_command(OUTPUT ${out}
    COMMAND python3 ${PROJECT_SOURCE_DIR}/tools/embed_files.py ${out} ${namespace} ${paths}
    DEPENDS ${paths} ${PROJECT_SOURCE_DIR}/tools/embed_files.py VERBATIM)
  target_sources(${target} PRIVATE ${out})
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/embedded)
endfunction()
