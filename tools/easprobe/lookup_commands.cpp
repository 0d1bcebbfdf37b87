#include "client/explain/explain.h"
#include "tools/easprobe/commands.h"
#include "tools/easprobe/files.h"

#include "client/checks/catalogue.h"
#include "client/handset/describe.h"
#include "protocol/text/printable.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>
#include <string>

namespace easprobe::cli {

namespace {

void print_catalogue()
{
    for (const checks::Check* check : checks::catalogue())
        fmt::print("{:<40} {:<15} {}\n", check->id, to_string(check->severity), check->title);
}

void print_profiles(const std::string& name)
{
    if (!name.empty()) {
        for (const HandsetProfile& profile : read_profiles({name}))
            fmt::print("{}", describe(profile));
        return;
    }
    for (const HandsetProfile& profile : read_profiles({"all"}))
        fmt::print("{:<22} {}{}\n", profile.id, profile.title,
                   profile.id == default_profile ? " (default)" : "");
}

std::string nothing_known_of(const std::string& word)
{
    const auto near = words_like(word);
    const std::string shown = printable(word, 100);
    if (!near.empty())
        return fmt::format("nothing is known of '{}'; do you mean '{}'?", shown, fmt::join(near, "' or '"));
    return fmt::format("nothing is known of '{}'; try a check id (easprobe checks), a phase, a support code "
                       "like 0x80072F0D or INTERNET_45, an HTTP status like 449 or 403.4, a command, or a "
                       "command and its status like 'Sync 3'",
                       shown);
}

} // namespace

void add_explain(CLI::App& app, int& status)
{
    auto words = std::make_shared<std::vector<std::string>>();
    CLI::App* command = app.add_subcommand(
        "explain",
        "What a check, a code on the handset, a status, a phase or a command means, and what to do");
    command
        ->add_option(
            "WORD", *words,
            "A check id (trust.root-on-device), a phase (trust), a support code or its name (0x80072F0D, "
            "-2147012851, WININET_E_INVALID_CA, INTERNET_45), an HTTP status (449, HTTP_500, 403.4), "
            "a command (Sync) or its status ('Sync 3')")
        ->required();
    command->callback([words, &status] {
        const std::string word = fmt::format("{}", fmt::join(*words, " "));
        const auto text = explain(word);
        if (!text)
            throw UsageError(nothing_known_of(word));
        fmt::print("{}", *text);
        status = 0;
    });
}

void add_profiles(CLI::App& app, int& status)
{
    auto name = std::make_shared<std::string>();
    CLI::App* command = app.add_subcommand(
        "profiles", "The handsets, or one of them with the source of each fact and its roots");
    command->add_option("NAME", *name, "A handset");
    command->callback([name, &status] {
        print_profiles(*name);
        status = 0;
    });
}

void add_checks(CLI::App& app, int& status)
{
    app.add_subcommand("checks", "The catalogue of checks")->callback([&status] {
        print_catalogue();
        status = 0;
    });
}

} // namespace easprobe::cli
