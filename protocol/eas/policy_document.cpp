#include "protocol/eas/policy_document.h"

#include "protocol/wap/provisioning_document.h"

#include <array>
#include <string_view>

namespace easprobe::eas {

namespace {

struct WapName {
    std::string_view path; ///< The end of the parm's path in the document.
    std::string_view name;
    bool inverted; ///< 0 in the one is 1 in the other.
};

/// Where a 2.5 policy keeps what 12.x has elements for.
constexpr std::array wap_names = {
    WapName{"SecurityPolicy/4131", "DevicePasswordEnabled", true},
    WapName{"\\LASSD/DeviceWipeThreshold", "MaxDevicePasswordFailedAttempts", false},
    WapName{"\\LASSD\\LAP\\lap_pw/MinimumPasswordLength", "MinDevicePasswordLength", false},
    WapName{"\\LASSD\\LAP\\lap_pw/PasswordComplexity", "AlphanumericDevicePasswordRequired", true},
    WapName{"\\LASSD\\AE\\{50C13377-C66D-400C-889E-C316FC4AB374}/AEFrequencyValue",
            "MaxInactivityTimeDeviceLock", false},
};

} // namespace

std::vector<PolicySetting> read_eas_policy(pugi::xml_node data)
{
    std::vector<PolicySetting> settings;
    for (const pugi::xml_node element : data.child("EASProvisionDoc").children())
        if (element.type() == pugi::node_element)
            settings.push_back({element.name(), element.child_value()});
    return settings;
}

std::vector<PolicySetting> read_wap_policy(const std::string& text)
{
    std::vector<PolicySetting> settings;
    const auto parms = wap::read_parms(text);
    if (!parms)
        return settings;
    for (const wap::Parm& parm : *parms) {
        PolicySetting setting{parm.path, parm.value};
        for (const WapName& known : wap_names) {
            if (!parm.path.ends_with(known.path))
                continue;
            setting.name = known.name;
            if (known.inverted)
                setting.value = parm.value == "0" ? "1" : "0";
        }
        settings.push_back(std::move(setting));
    }
    return settings;
}

bool is_demand(const PolicySetting& setting)
{
    const std::string_view name = setting.name;
    if (setting.value.empty())
        return false;
    if (name.starts_with("Allow") || name == "AttachmentsEnabled")
        return setting.value == "0";
    return setting.value != "0";
}

} // namespace easprobe::eas
