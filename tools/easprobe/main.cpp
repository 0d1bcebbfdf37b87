#include "client/transport/tls_library.h"
#include "tools/easprobe/commands.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fmt/format.h>
#include <string>
#include <system_error>

namespace {

std::string version_text()
{
    const bool legacy = easprobe::transport::tls_library_is_legacy();
    const char* const elsewhere = std::getenv("LD_LIBRARY_PATH");
    // The loader looks there before it looks where the program's own libssl lies (DT_RUNPATH).
    const bool may_be_displaced = !legacy && elsewhere != nullptr && *elsewhere != '\0';
    return fmt::format("easprobe {}\nTLS: {}; {}{}", EASPROBE_VERSION, easprobe::transport::tls_library(),
                       legacy ? "SSL 3.0, RC4 and 3DES as the handset has them"
                              : "no SSL 3.0, RC4 or 3DES: of the handset's suites only AES at TLS 1.0",
                       may_be_displaced
                           ? "\n     (LD_LIBRARY_PATH is set, and a libssl found there takes the place of "
                             "easprobe's own: try without it)"
                           : "");
}

constexpr const char* footer = R"(
Exit status of check and replay: 0 would sync, 1 would not sync, 2 could not tell; of cert: the same for
"would accept the certificate"; 64 wrong use, 70 a fault of easprobe itself.

Examples:
  easprobe check mail.contoso.com --user 'CONTOSO\jj'
  easprobe check https://mail.contoso.com --user jj@contoso.com --install-root our-root.cer --report json=report.json
  easprobe cert server.pfx --host mail.contoso.com --all
  easprobe replay failed.har --profile wm6-standard
  easprobe explain 0x80072F0D
  easprobe root-cab our-root.cer -o root.cab
)";

} // namespace

int main(int count, char** arguments)
{
    std::signal(SIGPIPE, SIG_IGN);
    int status = 0;
    CLI::App app{
        "Acts as a Windows Mobile 6 handset and says whether over-the-air sync with an Exchange ActiveSync\n"
        "server would succeed on it, and if not, what the phone would show, why, and what to do.",
        "easprobe"};
    app.set_version_flag("--version", version_text);
    app.require_subcommand(1);
    app.footer(footer);
    easprobe::cli::add_check(app, status);
    easprobe::cli::add_cert(app, status);
    easprobe::cli::add_replay(app, status);
    easprobe::cli::add_explain(app, status);
    easprobe::cli::add_profiles(app, status);
    easprobe::cli::add_checks(app, status);
    easprobe::cli::add_wbxml(app, status);
    easprobe::cli::add_root_cab(app, status);
    try {
        app.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : easprobe::cli::exit_usage;
    } catch (const easprobe::cli::UsageError& error) {
        fmt::print(stderr, "easprobe: {}\n", error.what());
        return easprobe::cli::exit_usage;
    } catch (const std::system_error& error) {
        // Who reads our output (`| head`) has gone: end as any program does then.
        if (error.code() == std::errc::broken_pipe) {
            std::signal(SIGPIPE, SIG_DFL);
            std::raise(SIGPIPE);
        }
        fmt::print(stderr, "easprobe: {}\n", error.what());
        return easprobe::cli::exit_bug;
    } catch (const std::exception& error) {
        fmt::print(stderr, "easprobe: a fault of easprobe itself: {}\n", error.what());
        return easprobe::cli::exit_bug;
    }
    return status;
}
