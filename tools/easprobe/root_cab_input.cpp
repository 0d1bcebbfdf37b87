#include "tools/easprobe/root_cab_input.h"

#include "client/drive/ask_hello.h"
#include "client/evidence/recording.h"
#include "client/evidence/target.h"
#include "client/run/hello_plan.h"
#include "protocol/text/printable.h"
#include "tools/easprobe/certificate_files.h"
#include "tools/easprobe/commands.h"
#include "tools/easprobe/files.h"
#include "tools/easprobe/password.h"

#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <utility>

namespace easprobe::cli {

namespace {

constexpr std::size_t largest_backup = 256UL * 1024 * 1024; // A recording may be as large.

constexpr std::chrono::seconds longest_wait{30};

/// What is no certificate is said and passed over: the rest of the chain may be what is wanted.
std::vector<x509::Certificate> readable(const std::vector<std::string>& chain, const std::string& where)
{
    std::vector<x509::Certificate> certificates;
    for (std::size_t i = 0; i < chain.size(); ++i) {
        auto certificate = x509::read_certificate(chain[i]);
        if (certificate)
            certificates.push_back(std::move(*certificate));
        else
            fmt::print(stderr, "easprobe: {}: certificate {} of the chain is left out: {}\n", where, i + 1,
                       certificate.error().what);
    }
    return certificates;
}

std::string why_no_chain(const HelloProbe& probe)
{
    if (probe.failure)
        return fmt::format("{} ({})", in_words(probe.failure->kind), printable(probe.failure->detail));
    if (probe.flight.alert)
        return "it answered with the alert " + tls::alert_name(probe.flight.alert->description);
    if (probe.flight.fault)
        return probe.flight.fault->what;
    return "its answer has none";
}

std::vector<x509::Certificate> chain_of_server(const Target& target, const std::vector<std::string>& resolve)
{
    transport::ChannelOptions options;
    options.resolve = resolve;
    transport::HelloChannel channel(transport::origin_of(target), std::move(options),
                                    std::string(hello_names::today), hello_of_today(target.host));
    const auto nature = machine_time_and_chance();
    drive::Budget budget(*nature, longest_wait, {});
    const HelloProbe probe = drive::ask_hello(channel, budget, *nature);
    const std::string where = fmt::format("{}:{}", target.host, target.port);
    if (probe.flight.chain.empty())
        throw NoChain(fmt::format("{}: no certificate was to be had: {}", where, why_no_chain(probe)));
    return readable(probe.flight.chain, where);
}

/// JSON begins with a brace, and nothing that holds certificates does.
bool looks_like_recording(std::string_view content)
{
    const auto first = content.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return first != std::string_view::npos && content[first] == '{';
}

/// The chain of a recording, or nothing where the file is none.
std::optional<std::vector<x509::Certificate>> chain_of_recording(const std::string& file)
{
    const std::string content = read_file(file);
    if (!looks_like_recording(content))
        return std::nullopt;
    const auto evidence = read_recording(content);
    if (!evidence)
        throw UsageError(fmt::format("{}: {}", file, to_string(evidence.error())));
    if (evidence->connection.chain.empty())
        throw UsageError(fmt::format("{}: the recording has no certificates; those of easprobe have them in "
                                     "_tls, those of a proxy have none",
                                     file));
    return readable(evidence->connection.chain, file);
}

/// Nothing for a file that is no PFX.
std::optional<std::vector<x509::Certificate>> certificates_of_backup(const std::string& file,
                                                                     const std::string& password_file)
{
    const std::string content = read_file(file, largest_backup);
    if (!x509::looks_like_backup(content))
        return std::nullopt;
    auto input = x509::read_certificate_input(
        content, [&] { return read_password(password_file, "the file " + file); });
    if (!input)
        throw UsageError(unreadable(file, input.error()));
    std::vector<x509::Certificate> certificates;
    for (x509::FiledCertificate& one : input->certificates)
        certificates.push_back(std::move(one.certificate));
    return certificates;
}

} // namespace

std::vector<x509::Certificate> read_root_cab_input(const std::string& given,
                                                   const std::vector<std::string>& resolve,
                                                   const std::string& password_file)
{
    std::error_code ignored;
    if (given != "-" && !std::filesystem::exists(given, ignored)) {
        if (given.find(':') == std::string::npos)
            throw UsageError(
                fmt::format("{}: there is no such file; a server is written https://{}", given, given));
        const auto target = parse_target(given);
        if (!target)
            throw UsageError(target.error());
        return chain_of_server(*target, resolve);
    }
    if (given != "-" && std::filesystem::is_regular_file(given, ignored)) {
        if (auto chain = chain_of_recording(given))
            return std::move(*chain);
        if (auto backup = certificates_of_backup(given, password_file))
            return std::move(*backup);
    }
    std::vector<x509::Certificate> certificates;
    for (x509::FiledCertificate& one : read_certificate_files(given))
        certificates.push_back(std::move(one.certificate));
    return certificates;
}

} // namespace easprobe::cli
