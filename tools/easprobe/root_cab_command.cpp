#include "client/handset/installation.h"
#include "client/trust/device_path.h"
#include "protocol/text/ascii.h"
#include "protocol/text/iso_time.h"
#include "protocol/text/printable.h"
#include "protocol/wap/cabinet.h"
#include "tools/easprobe/commands.h"
#include "tools/easprobe/files.h"
#include "tools/easprobe/root_cab_doubts.h"
#include "tools/easprobe/root_cab_input.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>

namespace easprobe::cli {

namespace {

/// Nothing can be put on a handset: a verdict on the input, not wrong use.
constexpr int exit_refused = 1;
constexpr int exit_no_chain = 2;

enum class Form { Cabinet, Document, Certificate };

struct RootCabArguments {
    std::vector<std::string> inputs;
    std::string output;
    std::optional<Form> form;
    std::vector<std::string> only;
    std::vector<std::string> resolve;
    std::string password_file;
};

const std::map<std::string, Form> forms = {
    {"cab", Form::Cabinet}, {"xml", Form::Document}, {"cer", Form::Certificate}};

Form form_of(const RootCabArguments& arguments)
{
    if (arguments.form)
        return *arguments.form;
    // Standard output has no name that could say otherwise.
    if (arguments.output == "-")
        return Form::Cabinet;
    const auto dot = arguments.output.rfind('.');
    const auto found = forms.find(to_lower(dot == std::string::npos ? "" : arguments.output.substr(dot + 1)));
    if (found == forms.end())
        throw UsageError(
            fmt::format("-o {}: the name ends in none of .cab, .xml and .cer; --format says what "
                        "to write",
                        arguments.output));
    return found->second;
}

std::string_view name_of(wap::CertificateStore store)
{
    return store == wap::CertificateStore::Root ? "ROOT" : "CA";
}

std::string content_for(Form form, const Installation& plan)
{
    if (form == Form::Certificate)
        return plan.parts.front().certificate.der;
    if (form == Form::Document)
        return plan.document();
    const auto cabinet = wap::write_cabinet(wap::setup_document, plan.document());
    if (!cabinet && cabinet.error().not_installed)
        throw UsageError(cabinet.error().what);
    if (!cabinet)
        throw std::runtime_error("the cabinet cannot be made: " + cabinet.error().what);
    return *cabinet;
}

/// What was made is read as a handset would read it, before anybody carries it to one.
void read_back(const std::string& content, Form form, const Installation& plan)
{
    const auto again = x509::read_filed_certificates(content);
    if (!again)
        throw std::runtime_error("what was made cannot be read back: " + again.error().what);
    const bool same = std::ranges::equal(*again, plan.parts,
                                         [&](const x509::FiledCertificate& read, const Installed& meant) {
                                             return read.certificate.der == meant.certificate.der &&
                                                    (form == Form::Certificate || read.store == meant.store);
                                         });
    if (!same)
        throw std::runtime_error("what was made holds other certificates than it should");
}

constexpr const char* how_to_install_document = R"(
To install it: copy the cabinet to the handset (by cable, storage card or a download) and tap it in File
Explorer; an answer of yes, and the certificates are there. A handset that its operator has locked takes it
with the Manager role alone, and may want it signed. Look under Settings, System (or Security), Certificates.
)";

constexpr const char* how_to_use_plain_document = R"(
To install it: as the file _setup.xml in a cabinet (easprobe root-cab makes one with -o NAME.cab), or through
whatever provisions the handset. It needs the Manager role on a locked handset.
)";

constexpr const char* how_to_install_certificate = R"(
To install it: copy the file to the handset and tap it in File Explorer, and answer yes.
{}
)";

std::string how_to_install(Form form, const Installation& plan)
{
    if (form == Form::Cabinet)
        return how_to_install_document;
    if (form == Form::Document)
        return how_to_use_plain_document;
    return fmt::format(how_to_install_certificate,
                       plan.parts.front().store == wap::CertificateStore::Root
                           ? "It goes to the trusted roots, because it is self-signed."
                           : "It goes to the intermediate authorities, because it is not self-signed; the\n"
                             "root above it has to be on the handset as well.");
}

/// An intermediate without its root is of no use, so it is said which one that is.
void print_missing_issuers(std::FILE* out, const Installation& plan)
{
    for (const Installed& part : plan.parts) {
        const auto issues = [&](const Installed& other) {
            return other.certificate.canonical_subject == part.certificate.canonical_issuer;
        };
        if (part.store == wap::CertificateStore::Ca && std::ranges::none_of(plan.parts, issues))
            fmt::print(out,
                       "  The issuer of '{}', '{}', is not in it: it has to be on the handset already.\n",
                       printable(part.certificate.subject), printable(part.certificate.issuer));
    }
}

void print_what_was_written(std::FILE* out, const std::string& file, Form form, const Installation& plan,
                            std::size_t size)
{
    const char* what = form == Form::Cabinet    ? "a cabinet with one _setup.xml"
                       : form == Form::Document ? "a wap-provisioningdoc"
                                                : "one certificate in DER";
    fmt::print(out, "{}: {}, {} bytes\n", file, what, size);
    for (const Installed& part : plan.parts)
        fmt::print(out, "  {:<4}  {}\n        {} to {}, SHA-1 {}\n", name_of(part.store),
                   printable(part.certificate.subject), to_iso8601(part.certificate.not_before).substr(0, 10),
                   to_iso8601(part.certificate.not_after).substr(0, 10), part.certificate.sha1_thumbprint);
    print_missing_issuers(out, plan);
    fmt::print(out, "{}", how_to_install(form, plan));
}

std::vector<x509::Certificate> wanted_certificates(const RootCabArguments& arguments)
{
    std::vector<x509::Certificate> all;
    for (const std::string& input : arguments.inputs)
        std::ranges::move(read_root_cab_input(input, arguments.resolve, arguments.password_file),
                          std::back_inserter(all));
    if (arguments.only.empty())
        return all;
    auto picked = pick_by_thumbprint(all, arguments.only);
    if (!picked)
        throw UsageError("--only: " + picked.error());
    return std::move(*picked);
}

int write_root_cab(const RootCabArguments& arguments)
{
    const Form form = form_of(arguments);
    const Installation plan = plan_installation(wanted_certificates(arguments));
    for (const LeftOut& one : plan.left_out)
        fmt::print(stderr, "easprobe: left out: {}: {}\n", trust::describe(one.certificate), one.why);
    if (plan.parts.empty()) {
        fmt::print(stderr,
                   "easprobe: nothing is left to put on a handset: no self-signed certificate and none of "
                   "an authority is among them\n");
        return exit_refused;
    }
    if (form == Form::Certificate && plan.parts.size() > 1) {
        std::string names;
        for (const Installed& part : plan.parts)
            names += fmt::format("\n  {}  {}", part.certificate.sha1_thumbprint,
                                 printable(part.certificate.subject));
        throw UsageError(
            fmt::format("a .cer holds one certificate and there are {}; --only SHA1 picks one:{}",
                        plan.parts.size(), names));
    }
    const auto today = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    for (const std::string& doubt : doubts_about(plan, read_profiles({"all"}), today))
        fmt::print(stderr, "easprobe: warning: {}\n", doubt);
    const std::string content = content_for(form, plan);
    read_back(content, form, plan);
    write_file(arguments.output, content);
    print_what_was_written(arguments.output == "-" ? stderr : stdout, arguments.output, form, plan,
                           content.size());
    return 0;
}

int root_cab(const RootCabArguments& arguments)
try {
    return write_root_cab(arguments);
} catch (const NoChain& error) {
    fmt::print(stderr, "easprobe: {}\n", error.what());
    return exit_no_chain;
}

constexpr const char* footer = R"(
Exit status: 0 written, 1 nothing in it can be put on a handset, 2 the server showed no certificate,
64 wrong use, 70 a fault of easprobe itself.

Examples:
  easprobe root-cab our-root.cer -o root.cab
  easprobe root-cab https://mail.contoso.com -o chain.cab
  easprobe root-cab failed.har --only 23E59494 -o root.cer
)";

} // namespace

void add_root_cab(CLI::App& app, int& status)
{
    auto arguments = std::make_shared<RootCabArguments>();
    CLI::App* command = app.add_subcommand("root-cab", "Write the file that puts a root on the handset");
    command
        ->add_option("ROOT", arguments->inputs,
                     "Certificates: PEM, DER, a PFX, a wap-provisioningdoc, a folder of them, a recording of "
                     "easprobe, or "
                     "a server (host:port, https://host[:port]) that sends them")
        ->required();
    command
        ->add_option(
            "-o,--output", arguments->output,
            "NAME.cab, NAME.xml (the plain document) or NAME.cer (one certificate); '-': standard output, a "
            "cabinet unless --format says otherwise")
        ->required();
    command->add_option("--format", arguments->form, "cab, xml or cer, whatever the name ends in")
        ->transform(CLI::CheckedTransformer(forms))
        ->option_text("cab|xml|cer");
    command->add_option(
        "--only", arguments->only,
        "Only the certificate with this SHA-1 thumbprint, or its first 8 digits or more; may be "
        "repeated");
    command->add_option("--resolve", arguments->resolve, "HOST:PORT:ADDR, as in curl");
    command->add_option("--password-file", arguments->password_file,
                        "The password of a PFX is its first line; else EASPROBE_PASSWORD, else asked for");
    command->footer(footer);
    command->callback([arguments, &status] { status = root_cab(*arguments); });
}

} // namespace easprobe::cli
