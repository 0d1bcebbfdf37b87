#include "tests/oracle/provisioning_wbxml.h"

#include <cstdlib>
#include <memory>
#include <wbxml/wbxml.h>

namespace easprobe::oracle {

namespace {

struct Free {
    void operator()(WB_UTINY* bytes) const { std::free(bytes); }
    void operator()(WBXMLConvWBXML2XML* converter) const { wbxml_conv_wbxml2xml_destroy(converter); }
    void operator()(WBXMLConvXML2WBXML* converter) const { wbxml_conv_xml2wbxml_destroy(converter); }
};

tl::expected<std::string, std::string> result(WBXMLError code, WB_UTINY* bytes, WB_ULONG length)
{
    const std::unique_ptr<WB_UTINY, Free> owner(bytes);
    if (code != WBXML_OK)
        return tl::unexpected(std::string(reinterpret_cast<const char*>(wbxml_errors_string(code))));
    return std::string(reinterpret_cast<const char*>(bytes), length);
}

} // namespace

tl::expected<std::string, std::string> provisioning_to_wbxml(std::string_view xml)
{
    WBXMLConvXML2WBXML* created = nullptr;
    if (const WBXMLError code = wbxml_conv_xml2wbxml_create(&created); code != WBXML_OK)
        return result(code, nullptr, 0);
    const std::unique_ptr<WBXMLConvXML2WBXML, Free> converter(created);
    wbxml_conv_xml2wbxml_set_version(created, WBXML_VERSION_13);
    std::string input(xml);
    WB_UTINY* bytes = nullptr;
    WB_ULONG length = 0;
    const WBXMLError code = wbxml_conv_xml2wbxml_run(created, reinterpret_cast<WB_UTINY*>(input.data()),
                                                     static_cast<WB_ULONG>(input.size()), &bytes, &length);
    return result(code, bytes, length);
}

tl::expected<std::string, std::string> provisioning_from_wbxml(std::string_view wbxml)
{
    WBXMLConvWBXML2XML* created = nullptr;
    if (const WBXMLError code = wbxml_conv_wbxml2xml_create(&created); code != WBXML_OK)
        return result(code, nullptr, 0);
    const std::unique_ptr<WBXMLConvWBXML2XML, Free> converter(created);
    std::string input(wbxml);
    WB_UTINY* xml = nullptr;
    WB_ULONG length = 0;
    const WBXMLError code = wbxml_conv_wbxml2xml_run(created, reinterpret_cast<WB_UTINY*>(input.data()),
                                                     static_cast<WB_ULONG>(input.size()), &xml, &length);
    return result(code, xml, length);
}

} // namespace easprobe::oracle
