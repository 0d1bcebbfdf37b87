#include "protocol/wbxml/xml_text.h"

#include <algorithm>

namespace easprobe::wbxml {

namespace {

struct StringWriter final : pugi::xml_writer {
    std::string text;
    void write(const void* data, std::size_t size) override
    {
        text.append(static_cast<const char*>(data), size);
    }
};

constexpr std::size_t most_bytes = 256U * 1024 * 1024;

} // namespace

std::string to_xml_text(const pugi::xml_document& document)
{
    StringWriter writer;
    document.save(writer, "  ", pugi::format_default, pugi::encoding_utf8);
    return std::move(writer.text);
}

tl::expected<pugi::xml_document, XmlTextError> read_xml_text(std::string_view text)
{
    if (text.size() > most_bytes)
        return tl::unexpected(XmlTextError{1, "more than 256 MiB"});
    // Without parse_eol: a carriage return in a mail body is content.
    constexpr unsigned flags = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_ws_pcdata_single;
    tl::expected<pugi::xml_document, XmlTextError> document;
    const pugi::xml_parse_result result = document->load_buffer(text.data(), text.size(), flags);
    if (!result) {
        const auto end = text.begin() + std::clamp<std::ptrdiff_t>(result.offset, 0, std::ssize(text));
        return tl::unexpected(
            XmlTextError{static_cast<int>(std::count(text.begin(), end, '\n')) + 1, result.description()});
    }
    return document;
}

} // namespace easprobe::wbxml
