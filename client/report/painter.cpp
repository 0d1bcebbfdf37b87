#include "client/report/painter.h"

#include <fmt/format.h>

namespace easprobe::report {

namespace {

std::string_view code_of(Paint paint)
{
    switch (paint) {
    case Paint::Good:
        return "32";
    case Paint::Bad:
        return "31";
    case Paint::Warn:
        return "33";
    case Paint::Quiet:
        return "2";
    case Paint::Bold:
        break;
    }
    return "1";
}

} // namespace

std::string Painter::operator()(Paint paint, std::string_view text) const
{
    return on_ ? fmt::format("\033[{}m{}\033[0m", code_of(paint), text) : std::string(text);
}

Paint paint_of(VerdictOutcome outcome)
{
    switch (outcome) {
    case VerdictOutcome::WouldSync:
        return Paint::Good;
    case VerdictOutcome::WouldNotSync:
        return Paint::Bad;
    default:
        return Paint::Warn;
    }
}

Paint paint_of(Severity severity)
{
    return severity == Severity::Blocker  ? Paint::Bad
           : severity == Severity::Advice ? Paint::Quiet
                                          : Paint::Warn;
}

} // namespace easprobe::report
