#pragma once

#include "client/checks/check.h"
#include "client/checks/runner.h"
#include "client/evidence/evidence.h"
#include "client/handset/profile.h"
#include "protocol/eas/version.h"

#include <pugixml.hpp>
#include <string>

namespace easprobe::conversation {

/// What wm61-professional saw of the healthy test server, with a policy and with a mail that comes during
/// Ping: a copy to be changed. The conversation itself is had once a process and version.
Evidence healthy(eas::ProtocolVersion version = eas::ProtocolVersion::V12_1);

/// The profile that had it.
const HandsetProfile& handset();

/// A copy of it in which the connection never came to be.
Evidence never_connected(TransportFailure::Kind kind);

/// The nth handset exchange of that command, from 1.
Exchange& nth(Evidence& evidence, eas::Command command, int n);

/// Gives the exchange another answer: a status with a page, a body of WBXML, or a failure.
void answer_with(Exchange& exchange, int status, const std::string& page = {});
void answer_with(Exchange& exchange, const pugi::xml_document& body);
void answer_with(Exchange& exchange, TransportFailure::Kind kind);

/// The reply of an exchange, to be changed and given back with answer_with.
pugi::xml_document reply_of(const Exchange& exchange);

/// DER of a certificate for eas.example.test, signed by itself, with an RSA key of 1024 bits.
std::string weak_certificate();

/// Runs one check of the catalogue by its id.
checks::Result run(const char* id, const Evidence& evidence);

/// The finding of one check; fails the test where it has none.
checks::Finding finding_of(const char* id, const Evidence& evidence);

/// What it says: "passed", "not-reached", "not-applicable", "broken", or the finding's severity.
std::string outcome(const char* id, const Evidence& evidence);

} // namespace easprobe::conversation
