#include "tests/pki/expected.h"

#include "client/checks/catalogue.h"
#include "client/handset/data_file.h"
#include "tests/rig/source_dir.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <sstream>
#include <stdexcept>

namespace easprobe::test_pki {

namespace {

std::vector<std::string> cells_of(const std::string& line)
{
    std::vector<std::string> cells;
    std::istringstream in(line + "\t");
    for (std::string cell; std::getline(in, cell, '\t');)
        cells.push_back(cell);
    return cells;
}

std::vector<std::string> words_of(const std::string& cell)
{
    std::vector<std::string> words;
    std::istringstream in(cell);
    for (std::string word; in >> word;)
        words.push_back(word);
    return words;
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
        next(in, line);
        if (line.starts_with("handsets\t"))
            expected_.handsets = words_of(line.substr(line.find('\t')));
        if (expected_.handsets.empty())
            refuse("does not name the handsets");
        next(in, line);
        if (line != "chain\tseverity\tcheck\thandsets")
            refuse("is not chain, severity, check and handsets");
        while (next(in, line))
            read_row(cells_of(line));
        for (auto& [chain, by_handset] : expected_.by_chain)
            for (auto& [handset, findings] : by_handset)
                std::ranges::sort(findings);
        return std::move(expected_);
    }

  private:
    [[noreturn]] void refuse(const std::string& what) const
    {
        throw std::runtime_error(fmt::format("{}:{}: {}", name_, line_, what));
    }

    bool next(std::istream& in, std::string& line)
    {
        ++line_;
        line.clear();
        return static_cast<bool>(std::getline(in, line));
    }

    void read_row(const std::vector<std::string>& cells)
    {
        if (cells.size() != 4)
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
        mark(chain, finding, dashes, handsets_in(cells[3]));
    }

    /// "*", "* but one two", "one two" or "-".
    std::vector<std::string> handsets_in(const std::string& cell) const
    {
        std::vector<std::string> words = cell == "-" ? std::vector<std::string>() : words_of(cell);
        const bool all = !words.empty() && words.front() == "*";
        const bool all_but = words.size() > 1 && all && words[1] == "but";
        if (all && words.size() > 1 && !all_but)
            refuse(fmt::format("'{}' is no list of handsets", cell));
        words.erase(words.begin(), words.begin() + (all ? 1 : 0) + (all_but ? 1 : 0));
        for (const std::string& word : words)
            if (std::ranges::count(expected_.handsets, word) == 0)
                refuse(fmt::format("'{}' is none of the handsets", word));
        if (!all)
            return words;
        std::vector<std::string> others;
        for (const std::string& handset : expected_.handsets)
            if (std::ranges::count(words, handset) == 0)
                others.push_back(handset);
        return all_but && words.empty() ? words : others;
    }

    void mark(const std::string& chain, const std::string& finding, bool dashes,
              const std::vector<std::string>& handsets)
    {
        if (dashes != handsets.empty())
            refuse(dashes ? "marks a handset and has no finding" : "marks no handset");
        auto& by_handset = expected_.by_chain[chain];
        for (const std::string& handset : handsets)
            by_handset[handset].push_back(finding);
    }

    std::string name_;
    int line_ = 0;
    std::map<std::string, std::set<std::string>> rows_of_;
    Expectations expected_;
};

} // namespace

std::vector<std::string> Expectations::chains() const
{
    std::vector<std::string> names;
    for (const auto& [chain, by_handset] : by_chain)
        names.push_back(chain);
    return names;
}

Findings Expectations::of(const std::string& chain, const std::string& handset) const
{
    const auto& by_handset = by_chain.at(chain);
    const auto found = by_handset.find(handset);
    return found == by_handset.end() ? Findings() : found->second;
}

Expectations parse_expectations(std::string_view content, const std::string& name)
{
    return Reader(name).read(content);
}

Expectations read_expectations()
{
    const auto content = read_data_file(rig::source_dir() / "tests/pki/expected.tsv");
    if (!content)
        throw std::runtime_error(to_string(content.error()));
    return parse_expectations(*content, "tests/pki/expected.tsv");
}

} // namespace easprobe::test_pki
