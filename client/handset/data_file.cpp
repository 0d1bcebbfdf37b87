#include "client/handset/data_file.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

namespace easprobe {

tl::expected<std::string, ProfileError> read_data_file(const std::filesystem::path& file)
{
    std::error_code ignored;
    std::ifstream in(file, std::ios::binary);
    if (!std::filesystem::is_regular_file(file, ignored) || !in)
        return tl::unexpected(ProfileError{file.string(), 0, "", "cannot be read"});
    std::ostringstream content;
    content << in.rdbuf();
    return std::move(content).str();
}

std::vector<std::string> names_of_data_files(const std::filesystem::path& folder)
{
    std::vector<std::string> names;
    std::error_code ended;
    for (std::filesystem::directory_iterator entry(folder, ended), end; entry != end && !ended;
         entry.increment(ended))
        if (entry->path().extension() == ".xml")
            names.push_back(entry->path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace easprobe
