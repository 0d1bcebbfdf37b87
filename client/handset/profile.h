#pragma once

#include "client/handset/profile_error.h"
#include "client/handset/root_store.h"
#include "client/handset/source.h"
#include "protocol/eas/version.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe {

/// How a fact group of the profile is known: each element of the file names one source.
struct Sourced {
    std::string source; ///< Key into HandsetProfile::sources.
};

struct Identity : Sourced {
    std::string device_type;       ///< In the plain query: PocketPC, SmartPhone.
    std::string device_type_short; ///< In the base64 query: PPC, SP.
    std::string user_agent;
    std::string accept_language;
    std::uint16_t locale = 0x0409; ///< LCID in the base64 query.
};

struct RequestHabits : Sourced {
    std::vector<std::string> header_order;    ///< Of a POST; names not listed are not sent.
    std::vector<std::string> parameter_order; ///< Of the plain query: User DeviceId DeviceType Cmd.
};

struct ActiveSync : Sourced {
    std::vector<eas::ProtocolVersion> versions; ///< Ascending.
    bool base64_query_from_12_1 = false;
    bool estimates_before_sync = true;          ///< GetItemEstimate first, no Sync when it says 0.
    std::vector<std::string> required_commands; ///< Without which it does not sync.
};

/// What a collection is asked for.
struct SyncSettings : Sourced {
    int window_size = 100;
    int mail_filter_type = 2;       ///< MS-ASCMD FilterType: 2 is three days.
    int calendar_filter_type = 4;   ///< 4 is two weeks.
    int mail_truncation = 1;        ///< MS-ASCMD Truncation of protocol 2.5.
    int body_truncation_size = 512; ///< Bytes, BodyPreference of 12.x.
    int mime_support = 0;           ///< MS-ASCMD MIMESupport: 0 never, 1 for S/MIME alone, 2 for all mail.
    int conflict = 1;               ///< MS-ASCMD Conflict: 0 the handset's item wins, 1 the server's.
    /// How attachments are fetched from 12.0 on: GetAttachment, as at 2.5, or ItemOperations.
    std::string attachment_command = "ItemOperations";
    std::vector<std::string>
        classes; ///< Email, Calendar, Contacts, Tasks: in the order they are synchronised.
};

struct Hello : Sourced {
    std::string record_version;  ///< "TLS 1.0".
    std::string highest_version; ///< "TLS 1.0".
    bool sends_sni = false;
    bool sslv2_format = false;
    bool resumes_sessions = false;     ///< Offers the session id of its last handshake again.
    std::vector<std::uint16_t> suites; ///< In the order offered.
};

struct SignatureRules : Sourced {
    std::vector<std::string>
        algorithms; ///< Those it can verify, by their RFC names: "sha1WithRSAEncryption".
};

struct KeyRules : Sourced {
    std::vector<std::string> types;   ///< Of keys it can use: "RSA".
    std::size_t rsa_bits_maximum = 0; ///< 0: no limit known.
};

struct NameRules : Sourced {
    bool uses_subject_alt_name = true; ///< Otherwise only the common name counts.
    bool accepts_wildcards = true;     ///< `*` as the whole leftmost label, for exactly one label.
};

struct UsageRules : Sourced {
    bool requires_server_auth = true;      ///< Of an extended key usage, where the certificate has one.
    bool requires_key_encipherment = true; ///< Of a key usage, where the certificate has one.
};

/// What the handset asks of a server's certificates. The element's own source is that of the root store.
struct TrustRules : Sourced {
    std::string root_store; ///< File name in root-stores/, without .xml.
    SignatureRules signatures;
    KeyRules keys;
    NameRules names;
    UsageRules usage;
};

/// How the handset changes its heartbeat: it grows while connections live, and falls back when one is cut.
struct HeartbeatAdjusting : Sourced {
    std::chrono::seconds start{480};    ///< The first one.
    std::chrono::seconds maximum{1800}; ///< It grows no further.
    std::chrono::seconds step{300};     ///< Longer by this after each one that was held to its end.
};

struct Push : Sourced {
    std::chrono::seconds heartbeat_minimum{480};
    HeartbeatAdjusting adjusting;
};

/// How it finds its server from an e-mail address.
struct Autodiscover : Sourced {
    bool used = true; ///< Otherwise its owner enters the server's name.
};

/// What the handset sends when its owner asks for it, and from which version on.
struct Errands : Sourced {
    std::vector<eas::ProtocolVersion> device_information; ///< Settings, DeviceInformation.
    std::vector<eas::ProtocolVersion> out_of_office;      ///< Settings, Oof.
    std::vector<eas::ProtocolVersion> address_list;       ///< Search in the global address list.
};

struct PolicySupport : Sourced {
    std::vector<std::string>
        enforces; ///< Element names of an eas-provisioningdoc that this handset can enforce.
    std::vector<std::string>
        providers; ///< Characteristics of a wap-provisioningdoc that it applies: "Registry".
    /// A policy with demands beyond these is acknowledged as not applied; otherwise as applied in part.
    bool refuses_beyond = false;

    /// By name, or for a setting of a wap-provisioningdoc (`Registry/...`) by the characteristic it is below.
    bool covers(std::string_view setting) const;
};

/// One handset, whole, as data; read from emulator-profiles/handsets/NAME.xml.
struct HandsetProfile {
    std::string id;
    std::string title;
    Sources sources;
    Identity identity;
    RequestHabits request;
    ActiveSync activesync;
    SyncSettings sync;
    Hello hello;
    TrustRules trust;
    Push push;
    Autodiscover autodiscover;
    Errands errands;
    PolicySupport policies;
    RootStore roots; ///< The store that trust.root_store names.

    const Source& source_of(const Sourced& fact) const;
};

/// Reads a profile and the root store it names (in ../root-stores beside its folder). Refuses an unknown
/// element or attribute, a missing one, a fact without a source and a source nobody uses.
tl::expected<HandsetProfile, ProfileError> read_profile(const std::filesystem::path& file);

/// The same for a file's content; `roots` stays empty. `name` is what errors call the file.
tl::expected<HandsetProfile, ProfileError> parse_profile(std::string_view content, const std::string& name);

/// Names of the profiles in a folder that holds handsets/, sorted.
std::vector<std::string> profile_names(const std::filesystem::path& profiles_folder);

} // namespace easprobe
