#include "tools/eas-test-server/exchange/policy.h"

#include <fmt/format.h>
#include <pugixml.hpp>
#include <sstream>

namespace easprobe::test_server {

namespace {

pugi::xml_node characteristic(pugi::xml_node parent, const std::string& type)
{
    pugi::xml_node node = parent.append_child("characteristic");
    node.append_attribute("type").set_value(type.c_str());
    return node;
}

void parm(pugi::xml_node parent, const char* name, int value)
{
    pugi::xml_node node = parent.append_child("parm");
    node.append_attribute("name").set_value(name);
    node.append_attribute("value").set_value(value);
}

} // namespace

std::string wap_policy_document(const Policy& policy)
{
    const std::string lock = R"(HKLM\Comm\Security\Policy\LASSD)";
    pugi::xml_document document;
    pugi::xml_node root = document.append_child("wap-provisioningdoc");
    pugi::xml_node security = characteristic(root, "SecurityPolicy");
    parm(security, "4131", 0); // A password is required.
    parm(security, "4133", 0); // The desktop cannot unlock the device.
    pugi::xml_node registry = characteristic(root, "Registry");
    pugi::xml_node idle = characteristic(registry, lock + R"(\AE\{50C13377-C66D-400C-889E-C316FC4AB374})");
    parm(idle, "AEFrequencyType", 1);
    parm(idle, "AEFrequencyValue", policy.minutes_to_lock);
    parm(characteristic(registry, lock), "DeviceWipeThreshold", policy.failed_attempts);
    pugi::xml_node password = characteristic(registry, lock + R"(\LAP\lap_pw)");
    parm(password, "MinimumPasswordLength", policy.minimum_password_length);
    parm(password, "PasswordComplexity", policy.alphanumeric ? 0 : 1);
    std::ostringstream text;
    document.save(text, "", pugi::format_raw | pugi::format_no_declaration);
    return text.str();
}

const char* policy_type(eas::ProtocolVersion version)
{
    return version == eas::ProtocolVersion::V2_5 ? "MS-WAP-Provisioning-XML" : "MS-EAS-Provisioning-WBXML";
}

const char* other_policy_type(eas::ProtocolVersion version)
{
    return policy_type(version == eas::ProtocolVersion::V2_5 ? eas::ProtocolVersion::V12_1
                                                             : eas::ProtocolVersion::V2_5);
}

} // namespace easprobe::test_server
