#include "client/explain/explain.h"
#include "tools/easprobe/commands.h"
#include "tools/easprobe/files.h"

#include "client/checks/catalogue.h"
#include "client/handset/describe.h"

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

} // namespace

void add_explain(CLI::App& app, int& status)
{
    auto words = std::make_shared<std::vector<std::string>>();
    CLI::App* command =
        app.add_subcommand("explain", "What a check id, a support code or a status means, and what to do");
    command
        ->add_option("WORD", *words, "trust.root-on-device, 0x80072F0D, 449, or a command's status: 'Sync 3'")
        ->required();
    command->callback([words, &status] {
        const std::string word = fmt::format("{}", fmt::join(*words, " "));
        const auto text = explain(word);
        if (!text)
            throw UsageError(
                fmt::format("nothing is known of '{}'; try a check id (easprobe checks), a support code "
                            "like 0x80072F0D, an HTTP status, or a command and its status like 'Sync 3'",
                            word));
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
