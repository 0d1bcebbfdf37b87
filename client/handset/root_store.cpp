#include "client/handset/root_store.h"

#include "client/handset/data_file.h"
#include "client/handset/source_reader.h"
#include "client/handset/strict_xml.h"
#include "protocol/text/base64.h"
#include "protocol/text/hex.h"
#include "protocol/x509/distinguished_name.h"

#include <fmt/format.h>
#include <utility>

namespace easprobe {

namespace {

std::string canonical_subject_of(StrictElement& element, const std::string& subject)
{
    const auto name = x509::parse_name(subject);
    if (!name || name->empty())
        element.refuse("subject", "is not a name in the form of RFC 4514");
    return name ? x509::canonical(*name) : std::string();
}

std::string key_of(StrictElement& element)
{
    const auto der = base64_decode(element.text("key"));
    if (!der || !x509::has_form_of_public_key(*der))
        element.refuse("key", "is not the base64 of a SubjectPublicKeyInfo");
    return der.value_or("");
}

std::string thumbprint_of(StrictElement& element)
{
    const std::string digits = element.text("sha1");
    const auto bytes = from_hex(digits);
    if (!bytes || to_hex(*bytes) != digits || bytes->size() != 20)
        element.refuse("sha1", "is not 40 digits of upper-case hex");
    return digits;
}

TrustAnchor read_anchor(StrictElement& element, SourceReader& sources)
{
    TrustAnchor anchor;
    anchor.name = element.text("name");
    anchor.subject = element.text("subject");
    anchor.canonical_subject = canonical_subject_of(element, anchor.subject);
    anchor.not_before = element.time("not-before");
    anchor.not_after = element.time("not-after");
    if (anchor.not_after < anchor.not_before)
        element.refuse("not-after", "is before not-before");
    anchor.sha1_thumbprint = thumbprint_of(element);
    anchor.public_key_der = key_of(element);
    anchor.source = sources.of(element);
    element.finish();
    return anchor;
}

} // namespace

tl::expected<RootStore, ProfileError> parse_root_store(std::string_view content, const std::string& name)
{
    StrictDocument document(content, name);
    StrictElement root = document.root("root-store", "urn:easprobe:root-store:1");
    RootStore store;
    store.id = root.text("id");
    store.title = root.text("title");
    SourceReader sources(root);
    for (StrictElement& element : root.children("anchor")) {
        TrustAnchor anchor = read_anchor(element, sources);
        for (const TrustAnchor& other : store.anchors)
            if (other.sha1_thumbprint == anchor.sha1_thumbprint)
                element.refuse("sha1", fmt::format("is that of '{}' already", other.name));
        store.anchors.push_back(std::move(anchor));
    }
    root.finish();
    sources.finish();
    store.sources = sources.sources();
    if (document.fault())
        return tl::unexpected(*document.fault());
    return store;
}

tl::expected<RootStore, ProfileError> read_root_store(const std::filesystem::path& file)
{
    const auto content = read_data_file(file);
    if (!content)
        return tl::unexpected(content.error());
    auto store = parse_root_store(*content, file.string());
    if (store && store->id != file.stem().string())
        return tl::unexpected(
            ProfileError{file.string(), 0, "root-store/@id", "is not the name of the file"});
    return store;
}

TrustAnchor anchor_of(const x509::Certificate& certificate)
{
    return {certificate.subject,           certificate.subject,
            certificate.canonical_subject, certificate.public_key_der,
            certificate.not_before,        certificate.not_after,
            certificate.sha1_thumbprint,   "installed"};
}

} // namespace easprobe
