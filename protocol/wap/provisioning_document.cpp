#include "protocol/wap/provisioning_document.h"

#include "protocol/text/ascii.h"
#include "protocol/text/base64.h"

#include <algorithm>
#include <pugixml.hpp>

namespace easprobe::wap {

namespace {

constexpr std::size_t most_bytes = 1024U * 1024;
constexpr std::size_t most_parms = 10'000;
constexpr int deepest = 32;

/// Walks front to back; depth is bounded, so that a nest of characteristics costs nothing.
bool collect(pugi::xml_node characteristic, const std::string& path, int depth, std::vector<Parm>& parms)
{
    if (depth > deepest)
        return false;
    for (const pugi::xml_node child : characteristic.children()) {
        const std::string_view name = child.name();
        if (name == "parm") {
            if (parms.size() >= most_parms)
                return false;
            parms.push_back({path + child.attribute("name").value(), child.attribute("value").value()});
        } else if (name == "characteristic") {
            if (!collect(child, path + child.attribute("type").value() + '/', depth + 1, parms))
                return false;
        }
    }
    return true;
}

} // namespace

tl::expected<std::vector<Parm>, WapError> read_parms(std::string_view xml)
{
    if (xml.size() > most_bytes)
        return tl::unexpected(WapError{0, "more than 1 MiB"});
    pugi::xml_document document;
    const pugi::xml_parse_result result = document.load_buffer(xml.data(), xml.size());
    if (!result) {
        const auto end = xml.begin() + std::clamp<std::ptrdiff_t>(result.offset, 0, std::ssize(xml));
        return tl::unexpected(
            WapError{static_cast<int>(std::count(xml.begin(), end, '\n')) + 1, result.description()});
    }
    const pugi::xml_node root = document.child("wap-provisioningdoc");
    if (root.empty())
        return tl::unexpected(WapError{1, "no wap-provisioningdoc element"});
    std::vector<Parm> parms;
    if (!collect(root, {}, 0, parms))
        return tl::unexpected(WapError{0, "more than 32 levels or 10000 parms"});
    return parms;
}

tl::expected<std::vector<std::string>, WapError> certificates_in(std::string_view xml)
{
    const auto parms = read_parms(xml);
    if (!parms)
        return tl::unexpected(parms.error());
    std::vector<std::string> certificates;
    for (const Parm& parm : *parms) {
        const bool in_store = to_lower(parm.path.substr(0, 17)) == "certificatestore/";
        if (!in_store || !to_lower(parm.path).ends_with("/encodedcertificate"))
            continue;
        auto der = base64_decode(parm.value);
        if (!der || der->empty())
            return tl::unexpected(WapError{0, parm.path + ": not base64"});
        certificates.push_back(std::move(*der));
    }
    if (certificates.empty())
        return tl::unexpected(WapError{0, "no CertificateStore with an EncodedCertificate"});
    return certificates;
}

} // namespace easprobe::wap
