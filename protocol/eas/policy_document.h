#pragma once

#include "protocol/wap/provisioning_document.h"

#include <pugixml.hpp>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::eas {

/// One policy of a server, by the element's name of an eas-provisioningdoc (MS-ASPROV 2.2.2) whatever
/// document it came in.
struct PolicySetting {
    std::string name;
    std::string value;
};

/// The settings of Data in a 12.x reply: EASProvisionDoc and its elements. A list of applications has the
/// number of its entries for a value.
std::vector<PolicySetting> read_eas_policy(pugi::xml_node data);

/// The settings of a 2.5 reply: a wap-provisioningdoc in a string. SecurityPolicy 4131 and the LASSD registry
/// values come under their 12.x names and in their units (seconds); what has no such name keeps its path.
tl::expected<std::vector<PolicySetting>, wap::WapError> read_wap_policy(const std::string& text);

/// Whether a setting asks something of the handset, rather than allowing it or leaving it be.
bool is_demand(const PolicySetting& setting);

} // namespace easprobe::eas
