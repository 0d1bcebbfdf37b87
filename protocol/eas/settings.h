#pragma once

#include "protocol/eas/body.h"

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::eas {

/// What a handset tells of itself (MS-ASCMD 2.2.1.18, DeviceInformation). Empty fields are left out.
struct DeviceInformation {
    std::string model;
    std::string friendly_name;
    std::string operating_system;
};

/// Settings exist from version 12.0 on.
pugi::xml_document make_device_information(const DeviceInformation& information);

/// Asks for the out-of-office state and its texts, as plain text.
pugi::xml_document make_out_of_office_question();

/// Asks for the user's own mail addresses.
pugi::xml_document make_user_information_question();

struct SettingsReply {
    int status = 0;                         ///< Of the whole command.
    std::optional<int> device_information;  ///< Status of that part, where the reply has one.
    std::optional<int> out_of_office;       ///< The same.
    std::optional<int> out_of_office_state; ///< 0 off, 1 on, 2 on for a time (MS-ASCMD OofState).
    std::vector<std::string> own_mail_addresses;
};

tl::expected<SettingsReply, Malformed> read_settings(const pugi::xml_document& reply);

} // namespace easprobe::eas
