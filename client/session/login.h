#pragma once

#include "client/session/handset_session.h"

#include <string>
#include <string_view>

namespace easprobe::session {

/// What is sent as Basic user-id: `DOMAIN\user` where a domain is known, else the user as given.
std::string basic_user(const Account& account);

/// Splits `DOMAIN\user`; a domain given beside it counts only where the user names none. `user@domain` stays
/// whole.
Account parse_account(std::string_view user, std::string_view domain);

/// A DeviceId of 32 upper-case hexadecimal digits that stays the same for a host, user and profile, so that
/// repeated runs are one partnership on the server and not one more each time.
std::string stable_device_id(std::string_view host, std::string_view user, std::string_view profile);

/// What keeps the text from being a DeviceId as Pocket PCs send it, 32 hexadecimal digits in either case;
/// empty where nothing does. A server takes any 1 to 32 letters and digits (MS-ASHTTP 2.2.1.1.1.2), but it
/// would then see another kind of device than the handset.
std::string device_id_fault(std::string_view text);

} // namespace easprobe::session
