#pragma once

#include <cstddef>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#include "client/handset/profile.h"

namespace easprobe::cli {

/// The name of a file as a sentence has it: "-" is standard input.
std::string name_for_people(const std::string& file);

/// A whole file ("-" is standard input), at most that many bytes. Throws UsageError with its name and the
/// reason.
std::string read_file(const std::string& name, std::size_t limit = 256UL * 1024 * 1024);

/// Writes a whole file ("-" is standard output). Throws UsageError; std::system_error where nobody reads
/// standard output any more.
void write_file(const std::string& name, const std::string& content);

/// Finds out before a run what would fail after it: whether the file can be written ("-" always can). Makes
/// nothing. Throws UsageError with its name and the reason.
void expect_writable(const std::string& name);

/// Whether what is written to one would overwrite the other, however the two are spelled; "-" is standard
/// output, and only that.
bool is_same_file(const std::string& one, const std::string& other);

/// Writes the files of a finished run. What cannot be written does not keep the rest from being written.
class Outputs {
  public:
    void write(const std::string& name, const std::string& content);
    bool all_written() const { return lost_.empty(); }
    /// It was asked for there, whether or not anybody reads it.
    bool to_standard_output() const { return to_standard_output_; }

    /// Throws UsageError with all that could not be written; std::system_error where that is only standard
    /// output, which nobody reads any more.
    void expect_all_written() const;

  private:
    std::vector<std::string> lost_;
    std::exception_ptr nobody_reads_;
    bool to_standard_output_ = false;
};

/// Refuses what is not HOST:PORT:ADDR, as curl has it. Throws UsageError.
void expect_resolutions(const std::vector<std::string>& resolve);

/// Where handsets/ and root-stores/ are: EASPROBE_PROFILES, else share/easprobe beside the program's bin,
/// else emulator-profiles above it (a build tree). Throws UsageError when there are none.
std::filesystem::path profiles_folder();

/// The profiles by those names; `all` is every one there is. Throws UsageError with what there is.
std::vector<HandsetProfile> read_profiles(const std::vector<std::string>& names);

/// What is meant when no profile is named: the most common handset.
inline constexpr const char* default_profile = "wm61-professional";

} // namespace easprobe::cli
