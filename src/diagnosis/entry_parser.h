#pragma once
#include <string_view>

#include "diagnosis/entry.h"

namespace epitaph::diagnosis {

/// Reads one file of the catalogue. `name` is the file's, `out-of-memory.toml`, and the cause with
/// it. The shape, in TOML; `?` marks what may be left out:
///
///   kind = "failure"                    normal, disruption, failure or unknown
///   blame = "matched"                   none, matched, checked or named
///   means = "…"                         what the cause is, for whoever never met it
///   headline = "…"                      a Sentence
///   checks = ["…"]                      what to look at, in this order; Sentences
///   link = "https://docs.aws.amazon.com/…"
///
///   [[rules]]                           one or more
///   step = "container-reason"           a Step
///   precedence = 10                     asked in rising order
///   confidence = "certain"              certain, likely or possible
///   all = ['…'], unless = ['…'], names = ['…']    ? the Wording
///   stop_codes = ["UserInitiated"]      ?
///   exit_codes = ["126", "160-"]        ? ExitCodes
///   without_exit_code = true            ?
///   facts = ["own-end"]                 ? see fact.h
///
///   [[variants]]                        ? see Variant
///   facts = ["service-task"]
///   kind = "failure", headline = "…", checks = ["…"]    each ?
///
/// Throws std::invalid_argument, led by the file's name, on anything else: a catalogue that does
/// not load is a bug of the build.
Entry parse_entry(std::string_view name, std::string_view toml);

}  // namespace epitaph::diagnosis
