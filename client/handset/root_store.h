#pragma once

#include "client/handset/profile_error.h"
#include "protocol/x509/certificate.h"

#include <filesystem>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe {

/// A root on the handset: a name, a key and dates (RFC 5914). Its own signature is never checked.
struct TrustAnchor {
    std::string name;        ///< As the store lists it.
    std::string subject;     ///< RFC 4514 text.
    std::string subject_der; ///< The encoded Name.
    std::string public_key_der; ///< SubjectPublicKeyInfo.
    x509::Time not_before;
    x509::Time not_after;
    std::string sha1_thumbprint; ///< Of the certificate the anchor was taken from, upper-case hex.
    std::string source;          ///< Key of a source of the store, or "installed" for one given on the command line.
};

struct RootStore {
    std::string id;
    std::string title;
    std::vector<TrustAnchor> anchors;
};

tl::expected<RootStore, ProfileError> read_root_store(const std::filesystem::path& file);

/// The anchor that a certificate makes when it is put on the handset.
TrustAnchor anchor_of(const x509::Certificate& certificate);

} // namespace easprobe
