#include "tools/eas-test-server/exchange/command.h"
#include "tools/eas-test-server/exchange/reply.h"

#include <random>
#include <string>

namespace easprobe::test_server {

namespace {

/// A policy key is a decimal number of 32 bits, never 0 (MS-ASPROV 2.2.2.42).
std::string new_policy_key(Store& store)
{
    return std::to_string(std::uniform_int_distribution<std::uint32_t>(1)(store.chance));
}

void append_settings(pugi::xml_node data, const Policy& policy, eas::ProtocolVersion version)
{
    pugi::xml_node settings = data.append_child("EASProvisionDoc");
    append_number(settings, "DevicePasswordEnabled", 1);
    append_number(settings, "AlphanumericDevicePasswordRequired", policy.alphanumeric ? 1 : 0);
    append_number(settings, "PasswordRecoveryEnabled", 0);
    if (version == eas::ProtocolVersion::V12_1)
        append_number(settings, "RequireStorageCardEncryption", policy.storage_card_encryption ? 1 : 0);
    append_number(settings, "AttachmentsEnabled", 1);
    append_number(settings, "MinDevicePasswordLength", policy.minimum_password_length);
    append_number(settings, "MaxInactivityTimeDeviceLock", policy.minutes_to_lock * 60LL);
    append_number(settings, "MaxDevicePasswordFailedAttempts", policy.failed_attempts);
    append_number(settings, "AllowSimpleDevicePassword", 1);
    append_number(settings, "DevicePasswordHistory", 0);
    if (version == eas::ProtocolVersion::V12_1) {
        for (const char* const allowed :
             {"AllowStorageCard", "AllowCamera", "AllowWiFi", "AllowTextMessaging", "AllowPOPIMAPEmail"})
            append_number(settings, allowed, 1);
        append_number(settings, "AllowBluetooth", 2);
        append_number(settings, "AllowHTMLEmail", 1);
    }
}

/// Phase one: the policy and a temporary key.
void append_download(pugi::xml_node policy, CommandContext& context)
{
    context.device.temporary_policy_key = new_policy_key(context.store);
    append_number(policy, "Status", 1);
    append_text(policy, "PolicyKey", context.device.temporary_policy_key);
    pugi::xml_node data = policy.append_child("Data");
    if (context.has_fault(Fault::BadPolicyDocument))
        data.text().set("<wap-provisioningdoc>\n<characteristic type=\"Registry\">\n</wap-provisioningdoc>");
    else if ((context.version == eas::ProtocolVersion::V2_5) != context.has_fault(Fault::OtherPolicyType))
        data.text().set(wap_policy_document(context.policy).c_str());
    else
        append_settings(data, context.policy, context.version);
}

/// Phase two: the device says what became of the policy, and gets the key that counts.
void append_acknowledgement(pugi::xml_node policy, pugi::xml_node asked, CommandContext& context)
{
    const std::string key = asked.child("PolicyKey").text().get();
    if (key.empty() || key != context.device.temporary_policy_key) {
        append_number(policy, "Status", 5);
        return;
    }
    append_number(policy, "Status", 1);
    const int applied = asked.child("Status").text().as_int();
    if (applied != 1 && applied != 2) // Neither applied nor partly applied: no key, and 449 goes on.
        return;
    context.device.temporary_policy_key.clear();
    context.device.policy_key = new_policy_key(context.store);
    append_text(policy, "PolicyKey", context.device.policy_key);
}

} // namespace

// MS-ASPROV 3.1.5: two requests, download and acknowledgement. PolicyKey 0 stays good where there is no
// policy.
http::Response answer_provision(CommandContext& context)
{
    pugi::xml_document document;
    pugi::xml_node root = append_root(document, "Provision", "Provision");
    if (context.has_fault(Fault::EasStatus)) {
        append_number(root, "Status", context.fault->status);
        return wbxml_reply(document);
    }
    append_number(root, "Status", 1);
    if (context.has_fault(Fault::RemoteWipe)) {
        root.append_child("RemoteWipe");
        return wbxml_reply(document);
    }
    const pugi::xml_node asked = context.question.child("Policies").child("Policy");
    const bool other_type = context.has_fault(Fault::OtherPolicyType);
    if (asked.empty())
        return wbxml_reply(document); // An acknowledged wipe, or nothing asked for.
    pugi::xml_node policy = root.append_child("Policies").append_child("Policy");
    const char* const type = policy_type(context.version);
    append_text(policy, "PolicyType", other_type ? other_policy_type(context.version) : type);
    if (context.has_fault(Fault::PolicyStatus))
        append_number(policy, "Status", context.fault->status);
    else if (std::string_view(asked.child("PolicyType").text().get()) != type)
        append_number(policy, "Status", 3);
    else if (context.policy.provisioning == Provisioning::NotAsked)
        append_number(policy, "Status", 2);
    else if (asked.child("Status").empty())
        append_download(policy, context);
    else
        append_acknowledgement(policy, asked, context);
    return wbxml_reply(document);
}

} // namespace easprobe::test_server
