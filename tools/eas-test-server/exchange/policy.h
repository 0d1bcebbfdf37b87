#pragma once

#include "protocol/eas/version.h"

#include <string>

namespace easprobe::test_server {

/// Whether devices must take a policy before anything else is answered.
enum class Provisioning { Required, NotAsked };

/// The policy that devices are given; the defaults are those of a new Exchange 2007 SP1 mailbox policy with a
/// password.
struct Policy {
    Provisioning provisioning = Provisioning::NotAsked;
    int minimum_password_length = 4;
    int minutes_to_lock = 15;
    int failed_attempts = 8;
    bool alphanumeric = false;
    bool storage_card_encryption = false; ///< Something a handset may be unable to enforce.
};

/// The wap-provisioningdoc of protocol 2.5 as text: registry values of the device lock and two security
/// policies.
std::string wap_policy_document(const Policy& policy);

/// PolicyType as the version names it (MS-ASPROV R965-R971).
const char* policy_type(eas::ProtocolVersion version);

/// The one of the two that the version does not have.
const char* other_policy_type(eas::ProtocolVersion version);

} // namespace easprobe::test_server
