#pragma once

#include "client/handset/source.h"
#include "client/handset/strict_xml.h"

#include <map>
#include <string>

namespace easprobe {

/// Reads the sources of a data file, then sees to it that each fact names one of them and each is named.
class SourceReader {
  public:
    /// Reads the element `sources` below the document element.
    explicit SourceReader(StrictElement& root);

    /// The source that a fact names.
    std::string of(StrictElement& fact);

    /// Refuses a source that no fact has named; to be called last.
    void finish();

    const Sources& sources() const { return sources_; }

  private:
    Sources sources_;
    std::map<std::string, StrictElement> unused_;
};

} // namespace easprobe
