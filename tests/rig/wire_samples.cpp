#include "tests/rig/wire_samples.h"

#include "tests/rig/shared_folder.h"

#include <regex>
#include <sstream>

namespace easprobe {

std::optional<std::vector<WireSample>> wire_samples()
{
    const auto folder = shared_folder("vectors");
    if (!folder)
        return std::nullopt;
    static const std::regex dump_name("decoded/[^ ;]+\\.txt");
    std::vector<WireSample> samples;
    std::istringstream index(content_of_file(*folder / "INDEX.tsv"));
    std::string line;
    std::getline(index, line); // The heading.
    while (std::getline(index, line)) {
        WireSample sample;
        std::istringstream columns(line);
        std::getline(columns, sample.file, '\t');
        std::getline(columns, sample.what, '\t');
        std::smatch found;
        if (std::regex_search(sample.what, found, dump_name))
            sample.dump = found.str();
        samples.push_back(std::move(sample));
    }
    return samples;
}

std::string content_of_sample(const std::string& file)
{
    return content_of_file(*shared_folder("vectors") / file);
}

std::string document_of(const WireSample& sample)
{
    constexpr std::size_t multipart_head = 12; // Count, offset and length of its one part, 32 bits each.
    const std::string bytes = content_of_sample(sample.file);
    return sample.what.starts_with("multipart") ? bytes.substr(multipart_head) : bytes;
}

} // namespace easprobe
