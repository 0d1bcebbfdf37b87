#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::test_pki {

/// "blocker trust.name-matches", each once and in their order.
using Findings = std::vector<std::string>;

/// What each handset finds in each chain: tests/pki/expected.tsv. Its first line names the handsets that the
/// table speaks of. A row is a finding of a chain and says which of them have it: by name, `*`, or `* but`
/// some; a chain in which none of them finds anything has one row of dashes.
struct Expectations {
    std::vector<std::string> handsets;
    std::map<std::string, std::map<std::string, Findings>> by_chain; ///< Chain, handset.

    /// In the order of their names.
    std::vector<std::string> chains() const;
    /// Nothing where the handset finds nothing. Throws std::out_of_range for a chain that is not in the
    /// table.
    Findings of(const std::string& chain, const std::string& handset) const;
};

/// Throws std::runtime_error with file, line and fault for a row of the wrong width, a severity, check or
/// handset that there is none, the same row twice, a row that marks no handset, and dashes beside a finding.
Expectations parse_expectations(std::string_view content, const std::string& name);
Expectations read_expectations();

} // namespace easprobe::test_pki
