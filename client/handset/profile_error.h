#pragma once

#include <string>

namespace easprobe {

/// What is wrong with a data file, for the person who edits it.
struct ProfileError {
    std::string file;
    int line = 0;          ///< From 1; 0 when the file as a whole is meant.
    std::string attribute; ///< Element or attribute at fault: "hello/@suites"; may be empty.
    std::string what;
};

/// "handsets/x.xml:12: hello/@suites: ...".
std::string to_string(const ProfileError& error);

} // namespace easprobe
