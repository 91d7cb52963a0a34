#pragma once
#include "diagnosis/match.h"
#include "diagnosis/sentence.h"

namespace epitaph::diagnosis {

/// The words for the sentences of the matched entry, one for each name of
/// Sentence::placeholders(). Texts from outside are made fit for one line: masked, without control
/// characters, and cut at about 300 bytes.
Words words_for(const Match& match, const Subject& subject);

}  // namespace epitaph::diagnosis
