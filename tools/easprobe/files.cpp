#include "tools/easprobe/files.h"

#include "tools/easprobe/commands.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <system_error>
#include <unistd.h>

namespace easprobe::cli {

namespace {

std::string read_stream(std::istream& in, const std::string& name, std::size_t limit)
{
    std::string content;
    std::string block(64UL * 1024, '\0');
    while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0) {
        content.append(block, 0, static_cast<std::size_t>(in.gcount()));
        if (content.size() > limit)
            throw UsageError(fmt::format("{}: larger than {} bytes", name, limit));
    }
    return content;
}

bool holds_profiles(const std::filesystem::path& folder)
{
    std::error_code ignored;
    return std::filesystem::is_directory(folder / "handsets", ignored);
}

} // namespace

std::string name_for_people(const std::string& file)
{
    return file == "-" ? "standard input" : file;
}

std::string read_file(const std::string& name, std::size_t limit)
{
    if (name == "-")
        return read_stream(std::cin, "standard input", limit);
    std::ifstream in(name, std::ios::binary);
    std::error_code ignored;
    if (std::filesystem::is_directory(name, ignored))
        throw UsageError(fmt::format("{}: is a folder", name));
    if (!in)
        throw UsageError(fmt::format("{}: cannot be read: {}", name, std::strerror(errno)));
    return read_stream(in, name, limit);
}

void write_file(const std::string& name, const std::string& content)
{
    if (name == "-") {
        std::cout.clear();
        errno = 0;
        std::cout << content << std::flush;
        if (!std::cout && errno == EPIPE)
            throw std::system_error(EPIPE, std::generic_category(), "standard output");
        if (!std::cout)
            throw UsageError(fmt::format("standard output: cannot be written: {}", std::strerror(errno)));
        return;
    }
    std::ofstream out(name, std::ios::binary);
    out << content << std::flush;
    if (!out)
        throw UsageError(fmt::format("{}: cannot be written: {}", name, std::strerror(errno)));
}

void expect_writable(const std::string& name)
{
    if (name == "-")
        return;
    std::error_code ignored;
    if (std::filesystem::is_directory(name, ignored))
        throw UsageError(fmt::format("{}: is a folder", name));
    const bool there = std::filesystem::exists(name, ignored);
    const std::string folder = std::filesystem::path(name).parent_path().string();
    const bool writable = there ? access(name.c_str(), W_OK) == 0
                                : access(folder.empty() ? "." : folder.c_str(), W_OK | X_OK) == 0;
    if (name.empty() || !writable)
        throw UsageError(
            fmt::format("{}: cannot be written: {}", name, std::strerror(name.empty() ? ENOENT : errno)));
}

bool is_same_file(const std::string& one, const std::string& other)
{
    if (one == "-" || other == "-")
        return one == other;
    const auto plain = [](const std::string& name) {
        std::error_code failed;
        const auto absolute = std::filesystem::absolute(name, failed);
        const auto canonical = std::filesystem::weakly_canonical(absolute, failed);
        return failed ? absolute.lexically_normal() : canonical;
    };
    return plain(one) == plain(other);
}

void Outputs::write(const std::string& name, const std::string& content)
{
    to_standard_output_ |= name == "-";
    try {
        write_file(name, content);
    } catch (const UsageError& error) {
        lost_.emplace_back(error.what());
    } catch (const std::system_error&) {
        nobody_reads_ = std::current_exception();
    }
}

void Outputs::expect_all_written() const
{
    if (!lost_.empty())
        throw UsageError(fmt::to_string(fmt::join(lost_, "; ")));
    if (nobody_reads_)
        std::rethrow_exception(nobody_reads_);
}

void expect_resolutions(const std::vector<std::string>& resolve)
{
    for (const std::string& each : resolve) {
        const auto host_end = each.find(':');
        const auto port_end = host_end == std::string::npos ? host_end : each.find(':', host_end + 1);
        const bool has_port = port_end != std::string::npos && port_end > host_end + 1 &&
                              each.find_first_not_of("0123456789", host_end + 1) == port_end;
        if (host_end == 0 || !has_port || port_end + 1 == each.size())
            throw UsageError(fmt::format("--resolve {}: HOST:PORT:ADDR", each));
    }
}

std::filesystem::path profiles_folder()
{
    if (const char* given = std::getenv("EASPROBE_PROFILES")) {
        if (!holds_profiles(given))
            throw UsageError(fmt::format("EASPROBE_PROFILES: {} has no folder handsets", given));
        return given;
    }
    std::error_code ignored;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    for (auto folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path())
        for (const char* below : {"share/easprobe", "emulator-profiles"})
            if (holds_profiles(folder / below))
                return folder / below;
    throw UsageError(
        "the handset profiles were not found; set EASPROBE_PROFILES to the folder that holds handsets/");
}

std::vector<HandsetProfile> read_profiles(const std::vector<std::string>& names)
{
    const auto folder = profiles_folder();
    const auto known = profile_names(folder);
    std::vector<std::string> wanted;
    for (const std::string& name : names) {
        const bool all = name == "all";
        if (!all && std::find(known.begin(), known.end(), name) == known.end())
            throw UsageError(
                fmt::format("no handset profile '{}'; there are: {}", name, fmt::join(known, ", ")));
        for (const std::string& one : all ? known : std::vector<std::string>{name})
            if (std::find(wanted.begin(), wanted.end(), one) == wanted.end())
                wanted.push_back(one);
    }
    std::vector<HandsetProfile> profiles;
    for (const std::string& name : wanted) {
        auto profile = read_profile(folder / "handsets" / (name + ".xml"));
        if (!profile)
            throw UsageError(to_string(profile.error()));
        profiles.push_back(std::move(*profile));
    }
    return profiles;
}

} // namespace easprobe::cli
