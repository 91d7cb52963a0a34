"""Writes a C++ header that holds files: embed_files.py HEADER NAMESPACE FILE..."""
import pathlib
import sys

header, namespace, *files = sys.argv[1:]
# A string literal of g++ may be long, yet ISO C++ promises 64 KiB only: a file is a list of bytes.
arrays, entries = [], []
for number, file in enumerate(map(pathlib.Path, files)):
    data = file.read_bytes()
    arrays.append(f"inline constexpr unsigned char kBytes{number}[] = {{{','.join(map(str, data)) or '0'}}};")
    entries.append(f'    {{"{file.name}", kBytes{number}, {len(data)}}},')
text = "\n".join([
    "#pragma once", "#include <cstddef>", "#include <string_view>", f"namespace {namespace} {{",
    "struct EmbeddedFile {", "  std::string_view name;", "  const unsigned char* bytes;", "  std::size_t size;",
    "  std::string_view text() const { return {reinterpret_cast<const char*>(bytes), size}; }", "};",
    *arrays, "inline constexpr EmbeddedFile kFiles[] = {", *entries, "};", f"}}  // namespace {namespace}", ""])
out = pathlib.Path(header)
out.parent.mkdir(parents=True, exist_ok=True)
out.write_text(text)
