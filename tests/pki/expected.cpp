#include "tests/pki/expected.h"

#include "client/checks/catalogue.h"
#include "client/handset/data_file.h"

#include <algorithm>
#include <fmt/format.h>
#include <sstream>
#include <stdexcept>

namespace easprobe::test_pki {

namespace {

constexpr std::size_t first_handset = 3; ///< After chain, severity and check.

std::vector<std::string> cells_of(const std::string& line)
{
    std::vector<std::string> cells;
    std::istringstream in(line + "\t");
    for (std::string cell; std::getline(in, cell, '\t');)
        cells.push_back(cell);
    return cells;
}

bool is_trust_check(std::string_view id)
{
    const auto checks = checks::catalogue();
    return std::ranges::any_of(
        checks, [id](const checks::Check* check) { return check->id == id && check->phase == Phase::Trust; });
}

class Reader {
  public:
    explicit Reader(std::string name) : name_(std::move(name)) {}

    Expectations read(std::string_view content)
    {
        std::istringstream in{std::string(content)};
        std::string line;
        ++line_;
        if (!std::getline(in, line))
            refuse("has no first line");
        auto head = cells_of(line);
        if (head.size() <= first_handset || !line.starts_with("chain\tseverity\tcheck\t"))
            refuse("its first line is not chain, severity, check and the handsets");
        expected_.handsets.assign(head.begin() + first_handset, head.end());
        while (std::getline(in, line)) {
            ++line_;
            read_row(cells_of(line));
        }
        return std::move(expected_);
    }

  private:
    [[noreturn]] void refuse(const std::string& what) const
    {
        throw std::runtime_error(fmt::format("{}:{}: {}", name_, line_, what));
    }

    void read_row(const std::vector<std::string>& cells)
    {
        if (cells.size() != first_handset + expected_.handsets.size())
            refuse(fmt::format("{} cells", cells.size()));
        const std::string& chain = cells[0];
        const bool dashes = cells[1] == "-" && cells[2] == "-";
        if (!dashes && cells[1] != "blocker" && cells[1] != "degraded" && cells[1] != "advice")
            refuse(fmt::format("'{}' is no severity", cells[1]));
        if (!dashes && !is_trust_check(cells[2]))
            refuse(fmt::format("'{}' is no check of phase trust", cells[2]));
        auto& rows = rows_of_[chain];
        const std::string finding = fmt::format("{} {}", cells[1], cells[2]);
        if (!rows.insert(finding).second)
            refuse(fmt::format("chain {} has this finding already", chain));
        if (rows.size() > 1 && rows.contains("- -"))
            refuse(fmt::format("chain {} has a finding and a row of dashes", chain));
        mark(chain, finding, dashes, cells);
    }

    void mark(const std::string& chain, const std::string& finding, bool dashes,
              const std::vector<std::string>& cells)
    {
        std::size_t marked = 0;
        for (std::size_t i = 0; i < expected_.handsets.size(); ++i) {
            const std::string& cell = cells[first_handset + i];
            auto& findings = expected_.by_chain[chain][expected_.handsets[i]];
            if (cell == "yes") {
                findings.insert(finding);
                ++marked;
            } else if (cell != "-") {
                refuse(fmt::format("'{}' is neither 'yes' nor '-'", cell));
            }
        }
        if (dashes != (marked == 0))
            refuse(dashes ? "marks a handset and has no finding" : "marks no handset");
    }

    std::string name_;
    int line_ = 0;
    std::map<std::string, std::set<std::string>> rows_of_;
    Expectations expected_;
};

} // namespace

Expectations parse_expectations(std::string_view content, const std::string& name)
{
    return Reader(name).read(content);
}

Expectations read_expectations()
{
    const auto content = read_data_file(EASPROBE_SOURCE_DIR "/tests/pki/expected.tsv");
    if (!content)
        throw std::runtime_error(to_string(content.error()));
    return parse_expectations(*content, "tests/pki/expected.tsv");
}

} // namespace easprobe::test_pki
