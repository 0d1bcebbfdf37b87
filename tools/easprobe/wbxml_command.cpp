#include "protocol/wbxml/decoder.h"
#include "protocol/wbxml/dump.h"
#include "protocol/wbxml/encoder.h"
#include "protocol/wbxml/libwbxml_engine.h"
#include "protocol/wbxml/xml_text.h"
#include "tools/easprobe/commands.h"
#include "tools/easprobe/files.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>
#include <string>

namespace easprobe::cli {

namespace {

/// What `wbxml` refuses its input with; a verdict on the input, not wrong use.
constexpr int exit_refused = 1;

enum class Engine { Own, Libwbxml };

struct WbxmlArguments {
    std::string file = "-";
    Engine engine = Engine::Own;
};

int refuse(const std::string& file, const wbxml::Error& error)
{
    fmt::print(stderr, "easprobe: {}: byte {}: {} ({})\n", file, error.offset, wbxml::describe(error.code),
               wbxml::name_of(error.code));
    return exit_refused;
}

int decode(const WbxmlArguments& arguments)
{
    const std::string bytes = read_file(arguments.file);
    const auto decoded = wbxml::decode(bytes);
    if (!decoded)
        return refuse(arguments.file, decoded.error());
    for (const wbxml::UnknownToken& unknown : decoded->unknown_tokens)
        fmt::print(stderr, "easprobe: {}: byte {}: token {}:0x{:02X} is in no table\n", arguments.file,
                   unknown.offset, unknown.page, unknown.token);
    if (arguments.engine == Engine::Own) {
        fmt::print("{}", wbxml::to_xml_text(decoded->document));
        return 0;
    }
    const auto xml = wbxml::libwbxml::decode_to_xml(bytes);
    if (!xml && xml.error().not_installed)
        throw UsageError(wbxml::libwbxml::describe(xml.error()));
    if (!xml) {
        fmt::print(stderr, "easprobe: {}: libwbxml: {}\n", arguments.file,
                   wbxml::libwbxml::describe(xml.error()));
        return exit_refused;
    }
    fmt::print("{}", *xml);
    return 0;
}

int encode(const WbxmlArguments& arguments)
{
    const std::string text = read_file(arguments.file);
    const auto document = wbxml::read_xml_text(text);
    if (!document) {
        fmt::print(stderr, "easprobe: {}:{}: {}\n", arguments.file, document.error().line,
                   document.error().what);
        return exit_refused;
    }
    const auto bytes = wbxml::encode(*document);
    if (!bytes) {
        fmt::print(stderr, "easprobe: {}: {}: {} ({})\n", arguments.file, bytes.error().path,
                   wbxml::describe(bytes.error().code), wbxml::name_of(bytes.error().code));
        return exit_refused;
    }
    write_file("-", *bytes);
    return 0;
}

int dump(const WbxmlArguments& arguments)
{
    const std::string bytes = read_file(arguments.file);
    fmt::print("{}", wbxml::dump(bytes));
    const auto decoded = wbxml::decode(bytes);
    return decoded ? 0 : refuse(arguments.file, decoded.error());
}

} // namespace

void add_wbxml(CLI::App& app, int& status)
{
    CLI::App* command = app.add_subcommand("wbxml", "Decode, encode or dump ActiveSync WBXML");
    command->require_subcommand(1);
    auto arguments = std::make_shared<WbxmlArguments>();

    CLI::App* decoder = command->add_subcommand("decode", "WBXML to XML on standard output");
    decoder->add_option("FILE", arguments->file, "'-' or nothing: standard input");
    decoder
        ->add_option("--engine", arguments->engine,
                     "own, or libwbxml for a second opinion (its names differ in places)")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, Engine>{{"own", Engine::Own}, {"libwbxml", Engine::Libwbxml}}));
    decoder->callback([arguments, &status] { status = decode(*arguments); });

    CLI::App* encoder = command->add_subcommand("encode", "XML to WBXML on standard output");
    encoder->add_option("FILE", arguments->file, "'-' or nothing: standard input");
    encoder->callback([arguments, &status] { status = encode(*arguments); });

    CLI::App* dumper =
        command->add_subcommand("dump", "Each token with its offset and bytes, up to the first fault");
    dumper->add_option("FILE", arguments->file, "'-' or nothing: standard input");
    dumper->callback([arguments, &status] { status = dump(*arguments); });
}

} // namespace easprobe::cli
