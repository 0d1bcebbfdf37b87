#include "client/handset/data_file.h"

#include <fstream>
#include <iterator>
#include <system_error>

namespace easprobe {

tl::expected<std::string, ProfileError> read_data_file(const std::filesystem::path& file)
{
    std::error_code ignored;
    std::ifstream in(file, std::ios::binary);
    if (!std::filesystem::is_regular_file(file, ignored) || !in)
        return tl::unexpected(ProfileError{file.string(), 0, "", "cannot be read"});
    return std::string{std::istreambuf_iterator<char>(in), {}};
}

} // namespace easprobe
