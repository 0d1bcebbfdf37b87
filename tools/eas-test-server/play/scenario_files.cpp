#include "tools/eas-test-server/play/scenario_files.h"

#include <algorithm>

namespace easprobe::test_server {

namespace {

constexpr std::string_view ending = ".scenario.xml";

} // namespace

std::vector<std::filesystem::path> scenario_files(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code no_folder;
    for (std::filesystem::recursive_directory_iterator entry(folder, no_folder), end;
         !no_folder && entry != end; entry.increment(no_folder))
        if (entry->path().filename().string().ends_with(ending))
            files.push_back(entry->path());
    std::ranges::sort(files);
    return files;
}

std::string scenario_name(const std::filesystem::path& folder, const std::filesystem::path& file)
{
    std::string name = file.lexically_relative(folder).generic_string();
    name.resize(name.size() - ending.size());
    return name;
}

std::vector<std::filesystem::path> scenarios_named(const std::filesystem::path& folder, std::string_view name)
{
    std::vector<std::filesystem::path> alike;
    for (std::filesystem::path& file : scenario_files(folder)) {
        const std::string whole = scenario_name(folder, file);
        std::string one_word = whole;
        std::ranges::replace(one_word, '/', '-');
        if (whole == name || one_word == name)
            return {std::move(file)};
        if (std::string_view(whole).substr(whole.rfind('/') + 1) == name)
            alike.push_back(std::move(file));
    }
    return alike;
}

} // namespace easprobe::test_server
