#include "client/report/subject.h"

#include "protocol/text/printable.h"

namespace easprobe::report {

namespace {

/// Beside what no terminal should see, U+FFFE and U+FFFF are no characters of XML (XML 1.0 2.2).
std::string without_noncharacters(std::string safe)
{
    for (const std::string_view forbidden : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"})
        for (auto at = safe.find(forbidden); at != std::string::npos; at = safe.find(forbidden, at))
            safe.replace(at, forbidden.size(), forbidden.back() == '\xBE' ? "\\uFFFE" : "\\uFFFF");
    return safe;
}

} // namespace

std::string files_named(const OfflineCertificate& offline)
{
    std::string names;
    for (const std::string& file : offline.files)
        names += (names.empty() ? "" : ", ") + (file == "-" ? "standard input" : printable(file, 300));
    return names;
}

std::string subject_of(const Evidence& evidence)
{
    return evidence.offline ? files_named(*evidence.offline) : printable(evidence.target.host, 255);
}

std::string harmless_xml(std::string_view text)
{
    constexpr std::size_t longest = 4000;
    return without_noncharacters(printable(text, longest));
}

std::string harmless_xml_lines(std::string_view text)
{
    return without_noncharacters(printable_lines(text));
}

} // namespace easprobe::report
