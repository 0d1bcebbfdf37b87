#pragma once

#include "client/report/report.h"

#include <string>
#include <string_view>

namespace easprobe::report {

enum class Paint { Good, Bad, Warn, Quiet, Bold };

/// Colours words for a terminal, or leaves them as they are.
class Painter {
  public:
    explicit Painter(Colour colour) : on_(colour == Colour::Always) {}

    std::string operator()(Paint paint, std::string_view text) const;

  private:
    bool on_;
};

Paint paint_of(VerdictOutcome outcome);
Paint paint_of(Severity severity);

} // namespace easprobe::report
