#pragma once

#include "protocol/eas/body.h"
#include "protocol/eas/policy_document.h"
#include "protocol/eas/version.h"

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::eas {

/// MS-WAP-Provisioning-XML for 2.5, MS-EAS-Provisioning-WBXML from 12.0 (MS-ASPROV R965 to R971).
std::string_view policy_type_of(ProtocolVersion version);

/// What the handset says of a policy it was given (MS-ASPROV 2.2.2.54.1): all of it is in force, some of it,
/// or none.
enum class PolicyAcknowledgement { Applied = 1, PartlyApplied = 2, NotApplied = 3 };

/// Phase 1: give me the policy.
pugi::xml_document make_provision_request(ProtocolVersion version);

/// Phase 2: PolicyType, PolicyKey, Status, in this order (MS-ASPROV R311).
pugi::xml_document make_provision_acknowledgement(ProtocolVersion version, std::string_view policy_key,
                                                  PolicyAcknowledgement acknowledgement);

/// The answer to an order to wipe: Status 1, done (MS-ASPROV 3.1.5.1.2.2, R402). A handset sends it first and
/// erases itself then, without waiting for the server.
pugi::xml_document make_remote_wipe_acknowledgement();

/// The answer to either phase.
struct ProvisionReply {
    int status = 0;
    bool remote_wipe = false;
    std::optional<int> policy_status; ///< 2: the server has no policy for this handset.
    std::string policy_type;          ///< Of the answer; a server may name another than was asked for.
    std::string policy_key;           ///< Temporary in phase 1, final in phase 2; at most 64 characters.
    std::vector<PolicySetting> settings;
    /// Why the text in Data is no wap-provisioningdoc, with its line; empty where it is one, or no text.
    std::string document_fault;
};

tl::expected<ProvisionReply, Malformed> read_provision(const pugi::xml_document& reply);

} // namespace easprobe::eas
