#include "protocol/wbxml/libwbxml_conversions.h"

#include <cstdlib>
#include <memory>
#include <wbxml/wbxml.h>

namespace easprobe::wbxml::libwbxml {

namespace {

struct Free {
    void operator()(WB_UTINY* bytes) const { std::free(bytes); }
    void operator()(WBXMLConvWBXML2XML* converter) const { wbxml_conv_wbxml2xml_destroy(converter); }
    void operator()(WBXMLConvXML2WBXML* converter) const { wbxml_conv_xml2wbxml_destroy(converter); }
};

tl::unexpected<Error> failure(WBXMLError code)
{
    const auto* text = reinterpret_cast<const char*>(wbxml_errors_string(code));
    return tl::unexpected(Error{static_cast<int>(code), text != nullptr ? text : "unknown error"});
}

/// Its interfaces take writable bytes and write none of them.
WB_UTINY* writable(std::string& bytes)
{
    return reinterpret_cast<WB_UTINY*>(bytes.data());
}

tl::expected<std::string, Error> to_xml(std::string_view bytes)
{
    WBXMLConvWBXML2XML* created = nullptr;
    if (const WBXMLError code = wbxml_conv_wbxml2xml_create(&created); code != WBXML_OK)
        return failure(code);
    const std::unique_ptr<WBXMLConvWBXML2XML, Free> converter(created);
    wbxml_conv_wbxml2xml_set_language(created, WBXML_LANG_ACTIVESYNC);
    wbxml_conv_wbxml2xml_set_gen_type(created, WBXML_GEN_XML_COMPACT);
    wbxml_conv_wbxml2xml_enable_preserve_whitespaces(created);
    std::string input(bytes);
    WB_UTINY* xml = nullptr;
    WB_ULONG length = 0;
    const WBXMLError code = wbxml_conv_wbxml2xml_run(created, writable(input),
                                                     static_cast<WB_ULONG>(input.size()), &xml, &length);
    const std::unique_ptr<WB_UTINY, Free> owner(xml);
    if (code != WBXML_OK)
        return failure(code);
    return std::string(reinterpret_cast<const char*>(xml), length);
}

tl::expected<std::string, Error> to_wbxml(std::string_view xml)
{
    WBXMLConvXML2WBXML* created = nullptr;
    if (const WBXMLError code = wbxml_conv_xml2wbxml_create(&created); code != WBXML_OK)
        return failure(code);
    const std::unique_ptr<WBXMLConvXML2WBXML, Free> converter(created);
    wbxml_conv_xml2wbxml_set_version(created, WBXML_VERSION_13);
    wbxml_conv_xml2wbxml_enable_preserve_whitespaces(created);
    wbxml_conv_xml2wbxml_disable_string_table(created);
    wbxml_conv_xml2wbxml_disable_public_id(created);
    std::string input(xml);
    WB_UTINY* bytes = nullptr;
    WB_ULONG length = 0;
    const WBXMLError code = wbxml_conv_xml2wbxml_run(created, writable(input),
                                                     static_cast<WB_ULONG>(input.size()), &bytes, &length);
    const std::unique_ptr<WB_UTINY, Free> owner(bytes);
    if (code != WBXML_OK)
        return failure(code);
    return std::string(reinterpret_cast<const char*>(bytes), length);
}

} // namespace

extern "C" const Conversions* easprobe_libwbxml_conversions()
{
    static constexpr Conversions conversions{to_xml, to_wbxml};
    return &conversions;
}

} // namespace easprobe::wbxml::libwbxml
