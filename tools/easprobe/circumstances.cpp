#include "tools/easprobe/circumstances.h"

#include "protocol/x509/certificate.h"
#include "tools/easprobe/commands.h"
#include "tools/easprobe/files.h"

#include <chrono>
#include <fmt/format.h>

namespace easprobe::cli {

std::vector<std::string> read_certificate_files(const std::vector<std::string>& files)
{
    std::vector<std::string> certificates;
    for (const std::string& file : files) {
        const auto found = x509::read_certificates(read_file(file, 1024 * 1024));
        if (!found)
            throw UsageError(fmt::format("{}: {} (byte {})", file, found.error().what, found.error().offset));
        for (const x509::Certificate& certificate : *found)
            certificates.push_back(certificate.der);
    }
    return certificates;
}

x509::Time handset_clock(const std::string& given)
{
    if (given.empty())
        return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto time = x509::parse_iso8601(given);
    if (!time)
        throw UsageError(fmt::format("--clock {}: {}", given, time.error().what));
    return *time;
}

} // namespace easprobe::cli
