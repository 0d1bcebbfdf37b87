#include "tools/easprobe/password.h"

#include "tools/easprobe/commands.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace easprobe::cli {

namespace {

std::string first_line(std::istream& in)
{
    std::string line;
    std::getline(in, line);
    if (line.ends_with('\r'))
        line.pop_back();
    return line;
}

/// Restores the terminal however the reading ends.
class NoEcho {
  public:
    NoEcho()
    {
        if (tcgetattr(STDIN_FILENO, &before_) != 0)
            return;
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        changed_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
    }
    ~NoEcho()
    {
        if (changed_)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

  private:
    termios before_{};
    bool changed_ = false;
};

} // namespace

std::string read_password(const std::string& file, const std::string& who)
{
    if (file == "-")
        return first_line(std::cin);
    if (!file.empty()) {
        std::ifstream in(file);
        std::error_code ignored;
        if (std::filesystem::is_directory(file, ignored))
            throw UsageError(fmt::format("{}: is a folder", file));
        if (!in)
            throw UsageError(fmt::format("{}: cannot be read: {}", file, std::strerror(errno)));
        return first_line(in);
    }
    if (const char* from_environment = std::getenv("EASPROBE_PASSWORD"))
        return from_environment;
    if (isatty(STDIN_FILENO) == 0)
        throw UsageError("no password: set EASPROBE_PASSWORD, name a --password-file, or run it on a "
                         "terminal to be asked");
    fmt::print(stderr, "Password of {}: ", who);
    std::fflush(stderr);
    const NoEcho no_echo;
    std::string password = first_line(std::cin);
    fmt::print(stderr, "\n");
    return password;
}

} // namespace easprobe::cli
