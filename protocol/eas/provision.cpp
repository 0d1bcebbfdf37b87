#include "protocol/eas/provision.h"

#include "protocol/wbxml/encoder.h"

#include <fmt/format.h>
#include <utility>

namespace easprobe::eas {

namespace {

pugi::xml_node add_policy(pugi::xml_document& body, ProtocolVersion version)
{
    const pugi::xml_node policy = add(add(body.document_element(), "Policies"), "Policy");
    add(policy, "PolicyType", policy_type_of(version));
    return policy;
}

} // namespace

std::string_view policy_type_of(ProtocolVersion version)
{
    return version == ProtocolVersion::V2_5 ? "MS-WAP-Provisioning-XML" : "MS-EAS-Provisioning-WBXML";
}

pugi::xml_document make_provision_request(ProtocolVersion version)
{
    pugi::xml_document body = make_body("Provision", "Provision");
    add_policy(body, version);
    return body;
}

pugi::xml_document make_provision_acknowledgement(ProtocolVersion version, std::string_view policy_key,
                                                  PolicyAcknowledgement acknowledgement)
{
    pugi::xml_document body = make_body("Provision", "Provision");
    const pugi::xml_node policy = add_policy(body, version);
    add(policy, "PolicyKey", policy_key);
    add(policy, "Status", static_cast<int>(acknowledgement));
    return body;
}

pugi::xml_document make_remote_wipe_acknowledgement()
{
    pugi::xml_document body = make_body("Provision", "Provision");
    add(add(body.document_element(), "RemoteWipe"), "Status", 1);
    return body;
}

tl::expected<ProvisionReply, Malformed> read_provision(const pugi::xml_document& reply)
{
    const pugi::xml_node root = reply.child("Provision");
    const auto status = number_of(root.child("Status"));
    ProvisionReply read;
    read.remote_wipe = !root.child("RemoteWipe").empty();
    if (root.empty() || (!status && !read.remote_wipe))
        return tl::unexpected(Malformed{"no Provision/Status"});
    read.status = status.value_or(1);
    const pugi::xml_node policy = root.child("Policies").child("Policy");
    read.policy_status = number_of(policy.child("Status"));
    read.policy_type = string_of(policy.child("PolicyType"));
    read.policy_key = string_of(policy.child("PolicyKey"));
    const pugi::xml_node data = policy.child("Data");
    if (!data.child("EASProvisionDoc").empty()) {
        read.settings = read_eas_policy(data);
        return read;
    }
    const std::string text = wbxml::content_of(data).value_or(std::string());
    if (text.empty())
        return read;
    if (auto settings = read_wap_policy(text))
        read.settings = std::move(*settings);
    else
        read.document_fault = settings.error().line == 0
                                  ? settings.error().what
                                  : fmt::format("line {}: {}", settings.error().line, settings.error().what);
    return read;
}

} // namespace easprobe::eas
