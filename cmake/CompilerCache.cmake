# Compile each thing once: ccache in front of the compiler, one precompiled header behind it.
find_program(CCACHE ccache)
if(CCACHE)
  # A precompiled header carries times and macros that do not change what is compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-fpch-preprocess)
else()
  add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
endif()
