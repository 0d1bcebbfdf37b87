#include "tools/easprobe/certificate_files.h"

#include "client/handset/replaced_roots.h"
#include "protocol/text/ascii.h"
#include "protocol/text/printable.h"
#include "tools/easprobe/commands.h"
#include "tools/easprobe/files.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <utility>

namespace easprobe::cli {

namespace {

constexpr std::size_t largest_file = 4UL * 1024 * 1024;
constexpr std::size_t most_files = 1000;
constexpr std::array<std::string_view, 8> endings = {".pem", ".crt", ".cer", ".der",
                                                     ".p7b", ".p7c", ".xml", ".cab"};

using FiledCertificates = std::vector<x509::FiledCertificate>;

bool is_folder(const std::string& name)
{
    std::error_code ignored;
    return std::filesystem::is_directory(name, ignored);
}

std::vector<std::string> certificate_files_of(const std::string& folder)
{
    std::vector<std::string> files;
    std::error_code ended;
    for (std::filesystem::directory_iterator entry(folder, ended), end; entry != end && !ended;
         entry.increment(ended)) {
        std::error_code ignored;
        if (std::ranges::find(endings, to_lower(entry->path().extension().string())) != endings.end() &&
            entry->is_regular_file(ignored))
            files.push_back(entry->path().string());
    }
    if (ended)
        throw UsageError(fmt::format("{}: cannot be read: {}", folder, ended.message()));
    if (files.empty())
        throw UsageError(
            fmt::format("{}: no certificate file in this folder ({})", folder, fmt::join(endings, ", ")));
    if (files.size() > most_files)
        throw UsageError(fmt::format("{}: more than {} certificate files", folder, most_files));
    std::ranges::sort(files);
    return files;
}

FiledCertificates read_certificate_file(const std::string& file)
{
    auto found = x509::read_filed_certificates(read_file(file, largest_file));
    if (!found)
        throw UsageError(unreadable(file, found.error()));
    return std::move(*found);
}

/// A folder may hold other things beside: what is no certificate is said and passed over, unless nothing is
/// left then.
FiledCertificates read_certificate_folder(const std::string& folder)
{
    FiledCertificates all;
    for (const std::string& file : certificate_files_of(folder))
        try {
            std::ranges::move(read_certificate_file(file), std::back_inserter(all));
        } catch (const UsageError& error) {
            fmt::print(stderr, "easprobe: left out: {}\n", error.what());
        }
    if (all.empty())
        throw UsageError(
            fmt::format("{}: no file of this folder has a certificate that can be read", folder));
    return all;
}

/// Into the store that the file names, or the one that was asked for.
void install(const std::vector<std::string>& places, wap::CertificateStore asked_for,
             Circumstances& circumstances)
{
    for (const std::string& place : places)
        for (x509::FiledCertificate& one : read_certificate_files(place)) {
            auto& store = one.store.value_or(asked_for) == wap::CertificateStore::Root
                              ? circumstances.installed_roots
                              : circumstances.installed_intermediates;
            circumstances.installed_from.emplace(one.certificate.der, place);
            store.push_back(std::move(one.certificate.der));
        }
}

bool is_installed_store(const std::string& name)
{
    const auto names = root_store_names(profiles_folder());
    return std::ranges::find(names, name) != names.end();
}

/// The name of the last part alone: where a file lies is nobody's business who reads a recording.
std::string last_part(const std::string& path)
{
    const auto end = path.find_last_not_of('/');
    const auto slash = path.find_last_of('/', end);
    return path.substr(slash == std::string::npos ? 0 : slash + 1,
                       slash == std::string::npos ? end + 1 : end - slash);
}

void replace(const std::string& given, Circumstances& circumstances)
{
    if (is_installed_store(given)) {
        circumstances.replaced_roots = ReplacedRoots{given, {}};
        return;
    }
    std::error_code ignored;
    if (!std::filesystem::exists(given, ignored))
        throw UsageError(
            fmt::format("--root-store {}: neither a file nor a folder, and no root store has this "
                        "name; there are: {}",
                        given, fmt::join(root_store_names(profiles_folder()), ", ")));
    ReplacedRoots roots{last_part(given), {}};
    for (x509::FiledCertificate& one : read_certificate_files(given)) {
        // Another one among the roots serves as an intermediate, as on the phone (ff599626).
        const bool is_root = one.store.value_or(wap::CertificateStore::Root) == wap::CertificateStore::Root &&
                             one.certificate.self_issued;
        (is_root ? roots.certificates : circumstances.installed_intermediates)
            .push_back(std::move(one.certificate.der));
    }
    if (roots.certificates.empty())
        throw UsageError(
            fmt::format("--root-store {}: no root (a certificate that is its own issuer) in ROOT", given));
    circumstances.replaced_roots = std::move(roots);
}

} // namespace

void add_certificate_options(CLI::App& command, CertificateOptions& options)
{
    command.add_option(
        "--root-store", options.root_store,
        "Roots in the place of the profile's: a store's name (wm5, wm6 ...), or the file or folder "
        "that was exported from a real handset");
    command.add_option("--install-root", options.roots,
                       "A root put on the handset: PEM, DER, wap-provisioningdoc, .cab, or a folder of them");
    command.add_option("--install-intermediate", options.intermediates,
                       "An intermediate put on the handset, likewise");
}

std::string unreadable(const std::string& file, const x509::CertificateError& error)
{
    return error.offset == 0
               ? fmt::format("{}: {}", name_for_people(file), error.what)
               : fmt::format("{}: {} (byte {})", name_for_people(file), error.what, error.offset);
}

FiledCertificates read_certificate_files(const std::string& file_or_folder)
{
    if (!is_folder(file_or_folder))
        return read_certificate_file(file_or_folder);
    return read_certificate_folder(file_or_folder);
}

void apply(const CertificateOptions& options, Circumstances& circumstances)
{
    if (!options.root_store.empty())
        replace(options.root_store, circumstances);
    install(options.roots, wap::CertificateStore::Root, circumstances);
    install(options.intermediates, wap::CertificateStore::Ca, circumstances);
}

void apply(const Circumstances& circumstances, HandsetProfile& profile)
{
    if (!circumstances.replaced_roots)
        return;
    const ReplacedRoots& given = *circumstances.replaced_roots;
    if (given.certificates.empty()) {
        if (!is_installed_store(given.name))
            throw UsageError(fmt::format("the recording names the root store '{}', which is not here; "
                                         "--root-store says what to take instead",
                                         printable(given.name)));
        auto store = read_root_store(profiles_folder() / "root-stores" / (given.name + ".xml"));
        if (!store)
            throw UsageError(to_string(store.error()));
        replace_roots(profile, std::move(*store));
        return;
    }
    std::vector<x509::Certificate> certificates;
    for (const std::string& der : given.certificates) {
        auto certificate = x509::read_certificate(der);
        if (!certificate)
            throw UsageError(
                unreadable(fmt::format("the root store '{}'", printable(given.name)), certificate.error()));
        certificates.push_back(std::move(*certificate));
    }
    replace_roots(profile, root_store_of(given.name, certificates));
}

} // namespace easprobe::cli
