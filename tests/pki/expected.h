#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::test_pki {

/// "blocker trust.name-matches".
using Findings = std::set<std::string>;

/// What each handset finds in each chain: tests/pki/expected.tsv. A row is a finding, and a column a handset,
/// with `yes` where it has the finding; a chain in which no handset finds anything has one row of dashes.
struct Expectations {
    std::vector<std::string> handsets;
    std::map<std::string, std::map<std::string, Findings>> by_chain; ///< Chain, handset.
};

/// Throws std::runtime_error with file, line and fault for a row of the wrong width, a severity, check or
/// mark that there is none, the same row twice, a row that marks no handset, and dashes beside a finding.
Expectations parse_expectations(std::string_view content, const std::string& name);
Expectations read_expectations();

} // namespace easprobe::test_pki
