#pragma once

#include "client/checks/check.h"

#include <span>
#include <string>
#include <vector>

namespace easprobe::checks {

/// The check itself failed to do its work: a bug of ours, said as plainly as the server's faults.
struct Broken {
    std::string what;
};

struct Result {
    const Check* check = nullptr;
    std::variant<Passed, Finding, NotApplicable, NotReached, Broken> outcome;

    const Finding* finding() const { return std::get_if<Finding>(&outcome); }
    /// The severity that counts here: the finding's own where it has one, else the check's.
    Severity severity() const;
};

/// Runs checks, in their order. One whose phase was not reached or not needed is answered here, not by the
/// check; one that throws is Broken and the others still run.
std::vector<Result> run_checks(std::span<const Check* const> checks, const Case& given);

/// The same with the whole catalogue.
std::vector<Result> run_checks(const Case& given);

} // namespace easprobe::checks
