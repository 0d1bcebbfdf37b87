#pragma once

#include <pugixml.hpp>
#include <string>
#include <vector>

namespace easprobe::eas {

/// One policy of a server, by the element's name of an eas-provisioningdoc (MS-ASPROV 2.2.2) whatever
/// document it came in.
struct PolicySetting {
    std::string name;
    std::string value;
};

/// The settings of Data in a 12.x reply: EASProvisionDoc and its elements.
std::vector<PolicySetting> read_eas_policy(pugi::xml_node data);

/// The settings of a 2.5 reply: a wap-provisioningdoc in a string. SecurityPolicy 4131 and the LASSD registry
/// values come under their 12.x names; what has no such name keeps its path. Empty for what is no such
/// document.
std::vector<PolicySetting> read_wap_policy(const std::string& text);

/// Whether a setting asks something of the handset, rather than allowing it or leaving it be.
bool is_demand(const PolicySetting& setting);

} // namespace easprobe::eas
