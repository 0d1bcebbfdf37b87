#pragma once

#include "client/checks/check.h"

#include <string>
#include <string_view>

namespace easprobe::checks::hello {

/// Why the handset's own hello came to nothing, as far as the other hellos tell. Each kind belongs to one
/// check.
enum class Trouble {
    None,          ///< The server agreed to the hello.
    NotAsked,      ///< No hello was sent, or no connection came to be.
    NoVersion,     ///< The server speaks neither SSL 3.0 nor TLS 1.0, or not what the handset begins with.
    SecurityLevel, ///< It knows the version and its own security settings forbid it.
    NoSuite,       ///< It speaks the version and takes none of the handset's suites.
    ServerName,    ///< It needs a server name (SNI).
    Refused,       ///< A fatal alert that says no more than that.
    HangsUp,       ///< It closes or resets the connection.
    Silent,        ///< It takes the connection and says nothing.
    NotTls,        ///< What answers does not speak TLS.
    Malformed,     ///< The answer breaks the rules of the protocol.
};

struct Diagnosis {
    Trouble trouble = Trouble::NotAsked;
    const HelloProbe* own = nullptr;     ///< The handset's hello; null for NotAsked.
    const HelloProbe* telling = nullptr; ///< The other hello that told why, where there is one.
};

Diagnosis diagnose(const Case& given);

/// Null when it was not sent.
const HelloProbe* find_hello(const Case& given, std::string_view name);

/// The hellos that it rests on.
std::vector<Proof> proofs_of(const Diagnosis& diagnosis);

/// How a server met a hello: "answered with TLS 1.0 and TLS_RSA_WITH_RC4_128_MD5", "refused it with the alert
/// protocol_version (70)", "closed the connection".
std::string reaction(const HelloProbe& probe);

/// For troubles that hang on the handset's list of suites: inferred, where that list is.
void rest_on_hello_facts(Finding& finding, const HandsetProfile& profile);

/// What a check of this phase says where the trouble is another check's: passed where the hello was
/// answered, or where a recording without hellos shows that a channel came to be.
Outcome otherwise(const Case& given, const Diagnosis& diagnosis, std::string_view passed);

} // namespace easprobe::checks::hello
