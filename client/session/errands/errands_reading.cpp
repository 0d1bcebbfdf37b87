// What the owner asks of the phone and what changes nothing in the mailbox: the out-of-office state, somebody
// in the address list. DeviceInformation changes what the server has written down of the device.

#include "client/session/errands/errand.h"
#include "client/session/errands/errand_requests.h"
#include "protocol/eas/search.h"
#include "protocol/eas/settings.h"
#include "protocol/text/ascii.h"
#include "protocol/text/mail_address.h"

#include <algorithm>
#include <array>

namespace easprobe::session {

namespace {

constexpr int most_entries = 20;

bool sends_at(const State& state, const std::vector<eas::ProtocolVersion>& versions, eas::Command command)
{
    return state.version && offers(state, command) &&
           std::ranges::find(versions, *state.version) != versions.end();
}

Outstanding settings(const State& state, const pugi::xml_document& body)
{
    return errand_request(state, eas::Command::Settings, eas::to_wire(body));
}

Turn go_on(State&, const Exchange&)
{
    return Turn::Next;
}

std::optional<Outstanding> tell_device(State& state)
{
    if (!sends_at(state, state.profile.errands.device_information, eas::Command::Settings))
        return std::nullopt;
    return settings(state,
                    eas::make_device_information(
                        {.model = state.profile.title, .friendly_name = "easprobe", .operating_system = {}}));
}

std::optional<Outstanding> ask_out_of_office(State& state)
{
    if (!sends_at(state, state.profile.errands.out_of_office, eas::Command::Settings))
        return std::nullopt;
    return settings(state, eas::make_out_of_office_question());
}

/// The login's name without a domain behind it, as it stands in the address list.
std::string_view name_of_user(const State& state)
{
    return std::string_view(state.account.user).substr(0, state.account.user.find('@'));
}

std::optional<Outstanding> search(State& state)
{
    if (!sends_at(state, state.profile.errands.address_list, eas::Command::Search))
        return std::nullopt;
    return errand_request(state, eas::Command::Search,
                          eas::to_wire(eas::make_address_list_search(name_of_user(state), most_entries)));
}

bool is_own(const State& state, const eas::AddressListEntry& entry)
{
    const auto at = entry.mail_address.find('@');
    return is_mail_address(entry.mail_address) &&
           (equal_ignoring_case(entry.mail_address.substr(0, at), name_of_user(state)) ||
            equal_ignoring_case(entry.alias, name_of_user(state)));
}

/// The entry whose alias or address begins with the login is the user's own, if it is the only such one and
/// its domain the server's: mail to oneself is not to go to somebody of the same name. A list that is full
/// may have others behind it.
Turn take_entries(State& state, const Exchange& answer)
{
    std::string& own_address = state.errands.own_address;
    if (!own_address.empty() || answer.reply() == nullptr)
        return Turn::Next;
    const auto reply = eas::read_search(*answer.reply());
    if (!reply)
        return Turn::Next;
    std::vector<std::string> found;
    for (const eas::AddressListEntry& entry : reply->entries) {
        if (is_mail_address(entry.mail_address) &&
            equal_ignoring_case(entry.mail_address, state.account.user)) {
            own_address = entry.mail_address;
            return Turn::Next;
        }
        if (is_own(state, entry) && std::ranges::find(found, entry.mail_address) == found.end())
            found.push_back(entry.mail_address);
    }
    if (found.size() == 1 && reply->entries.size() < std::size_t{most_entries} &&
        is_domain_of(domain_of(found.front()), state.target.host))
        own_address = found.front();
    return Turn::Next;
}

/// Only with --write is the address needed, and only where the user has not told it. The server knows it
/// better than the address list, which has others of the same name.
std::optional<Outstanding> ask_own_address(State& state)
{
    if (!state.circumstances.write || !state.errands.own_address.empty() || !state.version ||
        *state.version == eas::ProtocolVersion::V2_5 || !offers(state, eas::Command::Settings))
        return std::nullopt;
    return settings(state, eas::make_user_information_question());
}

/// Of several it is the one that the user has logged in with.
Turn take_own_address(State& state, const Exchange& answer)
{
    if (answer.reply() == nullptr)
        return Turn::Next;
    const auto reply = eas::read_settings(*answer.reply());
    if (!reply)
        return Turn::Next;
    std::vector<std::string> addresses = reply->own_mail_addresses;
    std::erase_if(addresses, [](const std::string& address) { return !is_mail_address(address); });
    if (addresses.empty())
        return Turn::Next;
    const auto login = std::ranges::find_if(addresses, [&](const std::string& address) {
        return equal_ignoring_case(address, state.account.user);
    });
    state.errands.own_address = login == addresses.end() ? addresses.front() : *login;
    return Turn::Next;
}

constexpr std::array settings_steps = {
    Step{ErrandStep::SettingsDeviceInformation, tell_device, go_on},
    Step{ErrandStep::SettingsOutOfOffice, ask_out_of_office, go_on},
};

constexpr std::array search_steps = {
    Step{ErrandStep::SettingsOwnAddress, ask_own_address, take_own_address},
    Step{ErrandStep::SearchAddressList, search, take_entries},
};

} // namespace

const Errand tell_settings{.writes = false, .clears = true, .item_class = {}, .steps = settings_steps};
const Errand look_up{.writes = false, .clears = true, .item_class = {}, .steps = search_steps};

} // namespace easprobe::session
