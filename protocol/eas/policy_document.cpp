#include "protocol/eas/policy_document.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <string_view>

namespace easprobe::eas {

namespace {

enum class Reading {
    AsItStands,
    Inverted, ///< 0 in the one is 1 in the other.
    Minutes,  ///< Of which 12.x counts seconds.
};

struct WapName {
    std::string_view path; ///< The end of the parm's path in the document.
    std::string_view name;
    Reading reading;
};

/// Where a 2.5 policy keeps what 12.x has elements for.
constexpr std::array wap_names = {
    WapName{"SecurityPolicy/4131", "DevicePasswordEnabled", Reading::Inverted},
    WapName{"\\LASSD/DeviceWipeThreshold", "MaxDevicePasswordFailedAttempts", Reading::AsItStands},
    WapName{"\\LASSD\\LAP\\lap_pw/MinimumPasswordLength", "MinDevicePasswordLength", Reading::AsItStands},
    WapName{"\\LASSD\\LAP\\lap_pw/PasswordComplexity", "AlphanumericDevicePasswordRequired",
            Reading::Inverted},
    WapName{"\\LASSD\\AE\\{50C13377-C66D-400C-889E-C316FC4AB374}/AEFrequencyValue",
            "MaxInactivityTimeDeviceLock", Reading::Minutes},
};

/// A number of minutes as seconds; what is no number stays as it is.
std::string seconds_of(const std::string& minutes)
{
    constexpr int longest = 1'000'000;
    int number = 0;
    const auto [end, error] = std::from_chars(minutes.data(), minutes.data() + minutes.size(), number);
    const bool whole = error == std::errc() && end == minutes.data() + minutes.size();
    return whole && number >= 0 && number <= longest ? std::to_string(number * 60) : minutes;
}

std::string read_as(Reading reading, const std::string& value)
{
    switch (reading) {
    case Reading::Inverted:
        return value == "0" ? "1" : "0";
    case Reading::Minutes:
        return seconds_of(value);
    case Reading::AsItStands:
        break;
    }
    return value;
}

/// Values at which a setting leaves the handset be, where that is not 0 (MS-ASPROV 2.2.2).
struct Free {
    std::string_view name;
    std::string_view value;
};
constexpr std::array free_values = {
    Free{"AttachmentsEnabled", "1"},
    Free{"DocumentBrowseEnabled", "1"},
    Free{"AllowBluetooth", "2"},                           // 1 allows hands-free use alone.
    Free{"AllowSMIMEEncryptionAlgorithmNegotiation", "2"}, // 1 allows strong algorithms alone.
    Free{"MaxEmailBodyTruncationSize", "-1"},
    Free{"MaxEmailHTMLBodyTruncationSize", "-1"},
};

} // namespace

std::vector<PolicySetting> read_eas_policy(pugi::xml_node data)
{
    std::vector<PolicySetting> settings;
    for (const pugi::xml_node element : data.child("EASProvisionDoc").children()) {
        if (element.type() != pugi::node_element)
            continue;
        const auto entries = std::count_if(element.begin(), element.end(), [](pugi::xml_node child) {
            return child.type() == pugi::node_element;
        });
        settings.push_back({element.name(), entries == 0 ? element.child_value() : std::to_string(entries)});
    }
    return settings;
}

tl::expected<std::vector<PolicySetting>, wap::WapError> read_wap_policy(const std::string& text)
{
    const auto parms = wap::read_parms(text);
    if (!parms)
        return tl::unexpected(parms.error());
    std::vector<PolicySetting> settings;
    for (const wap::Parm& parm : *parms) {
        PolicySetting setting{parm.path, parm.value};
        for (const WapName& known : wap_names) {
            if (!parm.path.ends_with(known.path))
                continue;
            setting.name = known.name;
            setting.value = read_as(known.reading, parm.value);
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
    const auto* const free = std::ranges::find(free_values, name, &Free::name);
    if (free != free_values.end())
        return setting.value != free->value;
    if (name.starts_with("Allow"))
        return setting.value == "0";
    return setting.value != "0";
}

} // namespace easprobe::eas
