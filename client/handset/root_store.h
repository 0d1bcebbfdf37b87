#pragma once

#include "client/handset/profile_error.h"
#include "client/handset/source.h"
#include "protocol/x509/certificate.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe {

/// A root on the handset: a name, a key and dates (RFC 5914). Its own signature is never checked.
struct TrustAnchor {
    std::string name;    ///< As the store lists it.
    std::string subject; ///< RFC 4514 text.
    std::string
        canonical_subject; ///< Equal for equal names, whatever string types a certificate encodes them in.
    std::string public_key_der; ///< SubjectPublicKeyInfo.
    x509::Time not_before;
    x509::Time not_after;
    std::string sha1_thumbprint; ///< Of the certificate the anchor was taken from, upper-case hex.
    std::string source; ///< Key of a source of the store, or "installed" for one given on the command line.
};

struct RootStore {
    std::string id;
    std::string title;
    Sources sources;
    std::vector<TrustAnchor> anchors;
};

/// Reads root-stores/NAME.xml as strictly as a profile is read.
tl::expected<RootStore, ProfileError> read_root_store(const std::filesystem::path& file);

/// The same for a file's content. `name` is what errors call the file.
tl::expected<RootStore, ProfileError> parse_root_store(std::string_view content, const std::string& name);

/// The anchor that a certificate makes when it is put on the handset.
TrustAnchor anchor_of(const x509::Certificate& certificate);

} // namespace easprobe
