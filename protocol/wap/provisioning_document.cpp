#include "protocol/wap/provisioning_document.h"

#include "protocol/text/ascii.h"
#include "protocol/text/base64.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>
#include <utility>

namespace easprobe::wap {

namespace {

constexpr std::size_t most_bytes = 1024U * 1024;
constexpr std::size_t most_parms = 10'000;
constexpr int deepest = 32;
/// Of a parm with the characteristics around it. Each parm holds the whole of its path, so that a long name
/// above many of them would be copied many times.
constexpr std::size_t longest_path = 1024;

/// Walks front to back; depth is bounded, so that a nest of characteristics costs nothing.
bool collect(pugi::xml_node characteristic, const std::string& path, int depth, std::vector<Parm>& parms)
{
    if (depth > deepest || path.size() > longest_path)
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

std::vector<std::string_view> split(std::string_view path)
{
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0;;) {
        const std::size_t slash = path.find('/', begin);
        parts.push_back(path.substr(begin, slash - begin));
        if (slash == std::string_view::npos)
            return parts;
        begin = slash + 1;
    }
}

CertificateStore store_named(std::string_view name)
{
    if (equal_ignoring_case(name, "ROOT"))
        return CertificateStore::Root;
    return equal_ignoring_case(name, "CA") ? CertificateStore::Ca : CertificateStore::Other;
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
        return tl::unexpected(
            WapError{0, "more than 32 levels, 10000 parms or 1024 characters of names around one"});
    return parms;
}

tl::expected<std::vector<StoredCertificate>, WapError> stored_certificates_in(std::string_view xml)
{
    const auto parms = read_parms(xml);
    if (!parms)
        return tl::unexpected(parms.error());
    std::vector<StoredCertificate> certificates;
    for (const Parm& parm : *parms) {
        const auto path = split(parm.path);
        if (path.size() < 3 || !equal_ignoring_case(path.front(), "CertificateStore") ||
            !equal_ignoring_case(path.back(), "EncodedCertificate"))
            continue;
        auto der = base64_decode(parm.value);
        if (!der || der->empty())
            return tl::unexpected(WapError{0, printable(parm.path) + ": not base64"});
        certificates.push_back({store_named(path[1]), std::string(path[path.size() - 2]), std::move(*der)});
    }
    if (certificates.empty())
        return tl::unexpected(WapError{0, "no CertificateStore with an EncodedCertificate"});
    return certificates;
}

std::string write_certificate_document(const std::vector<StoredCertificate>& certificates)
{
    pugi::xml_document document;
    const auto characteristic = [](pugi::xml_node parent, const std::string& type) {
        pugi::xml_node node = parent.append_child("characteristic");
        node.append_attribute("type") = type.c_str();
        return node;
    };
    const pugi::xml_node all =
        characteristic(document.append_child("wap-provisioningdoc"), "CertificateStore");
    for (const auto& [store, name] :
         {std::pair{CertificateStore::Root, "ROOT"}, {CertificateStore::Ca, "CA"}}) {
        pugi::xml_node inside;
        for (const StoredCertificate& certificate : certificates) {
            if (certificate.store != store)
                continue;
            if (!inside)
                inside = characteristic(all, name);
            pugi::xml_node parm = characteristic(inside, certificate.thumbprint).append_child("parm");
            parm.append_attribute("name") = "EncodedCertificate";
            parm.append_attribute("value") = base64_encode(certificate.der).c_str();
        }
    }
    std::ostringstream text;
    document.save(text, "  ", pugi::format_indent | pugi::format_no_declaration, pugi::encoding_utf8);
    return text.str();
}

} // namespace easprobe::wap
