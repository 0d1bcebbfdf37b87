#include "client/checks/catalogue.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace easprobe::checks {

// One check, one file: client/checks/PHASE/NAME.cpp defines PHASE::NAME.
namespace autodiscover {
extern const Check reply_readable;
extern const Check answers;
extern const Check url_usable;
} // namespace autodiscover
namespace connect {
extern const Check name_resolves;
extern const Check port_open;
} // namespace connect
namespace hello {
extern const Check server_answers;
extern const Check protocol_version_shared;
extern const Check cipher_suite_shared;
extern const Check same_certificate_without_sni;
extern const Check client_certificate_not_required;
} // namespace hello
namespace trust {
extern const Check private_key_held;
extern const Check root_on_device;
extern const Check intermediates_sent;
extern const Check name_matches;
extern const Check dates_valid;
extern const Check signature_algorithm_known;
extern const Check key_usable;
extern const Check server_auth_usage;
extern const Check strong_enough;
extern const Check expires_soon;
extern const Check chain_in_order;
} // namespace trust
namespace http {
extern const Check reply_readable;
extern const Check no_redirect;
extern const Check no_forms_login;
extern const Check no_token_login;
extern const Check options_not_filtered;
extern const Check basic_offered;
extern const Check credentials_accepted;
extern const Check account_not_blocked;
extern const Check mailbox_has_room;
extern const Check service_available;
extern const Check no_content_coding;
extern const Check anonymous_refused;
extern const Check integrated_not_offered;
} // namespace http
namespace options {
extern const Check reply_readable;
extern const Check activesync_header;
extern const Check version_shared;
extern const Check commands_present;
} // namespace options
namespace provision {
extern const Check reply_readable;
extern const Check completes;
extern const Check no_endless_449;
extern const Check no_remote_wipe;
extern const Check policy_readable;
extern const Check enforceable;
} // namespace provision
namespace folder_sync {
extern const Check reply_readable;
extern const Check hierarchy;
extern const Check default_folders;
extern const Check server_ids_plain;
} // namespace folder_sync
namespace sync {
extern const Check reply_readable;
extern const Check initial_key;
extern const Check items_arrive;
extern const Check well_formed_for_version;
extern const Check stale_key_recovers;
extern const Check truncation_honoured;
extern const Check calendar_time_zone;
extern const Check attachment_arrives;
extern const Check global_address_list;
extern const Check out_of_office;
extern const Check device_information_taken;
extern const Check mail_goes_out;
extern const Check mail_comes_back;
extern const Check changes_accepted;
extern const Check items_two_way;
extern const Check conflict_decided;
extern const Check meeting_answered;
extern const Check folders_two_way;
extern const Check mailbox_left_as_found;
} // namespace sync
namespace ping {
extern const Check reply_readable;
extern const Check accepted;
extern const Check held;
extern const Check wakes;
} // namespace ping

namespace {

constexpr std::array all_checks = {
    &autodiscover::reply_readable,
    &autodiscover::answers,
    &autodiscover::url_usable,
    &connect::name_resolves,
    &connect::port_open,
    &hello::server_answers,
    &hello::protocol_version_shared,
    &hello::cipher_suite_shared,
    &hello::same_certificate_without_sni,
    &hello::client_certificate_not_required,
    &trust::private_key_held,
    &trust::root_on_device,
    &trust::intermediates_sent,
    &trust::name_matches,
    &trust::dates_valid,
    &trust::signature_algorithm_known,
    &trust::key_usable,
    &trust::server_auth_usage,
    &trust::strong_enough,
    &trust::expires_soon,
    &trust::chain_in_order,
    &http::reply_readable,
    &http::no_redirect,
    &http::no_forms_login,
    &http::no_token_login,
    &http::options_not_filtered,
    &http::basic_offered,
    &http::credentials_accepted,
    &http::account_not_blocked,
    &http::mailbox_has_room,
    &http::service_available,
    &http::no_content_coding,
    &http::anonymous_refused,
    &http::integrated_not_offered,
    &options::reply_readable,
    &options::activesync_header,
    &options::version_shared,
    &options::commands_present,
    &provision::reply_readable,
    &provision::completes,
    &provision::no_endless_449,
    &provision::no_remote_wipe,
    &provision::policy_readable,
    &provision::enforceable,
    &folder_sync::reply_readable,
    &folder_sync::hierarchy,
    &folder_sync::default_folders,
    &folder_sync::server_ids_plain,
    &sync::reply_readable,
    &sync::initial_key,
    &sync::items_arrive,
    &sync::well_formed_for_version,
    &sync::stale_key_recovers,
    &sync::truncation_honoured,
    &sync::calendar_time_zone,
    &sync::attachment_arrives,
    &sync::global_address_list,
    &sync::out_of_office,
    &sync::device_information_taken,
    &sync::mail_goes_out,
    &sync::mail_comes_back,
    &sync::changes_accepted,
    &sync::items_two_way,
    &sync::conflict_decided,
    &sync::meeting_answered,
    &sync::folders_two_way,
    &sync::mailbox_left_as_found,
    &ping::reply_readable,
    &ping::accepted,
    &ping::held,
    &ping::wakes,
};

} // namespace

std::span<const Check* const> catalogue()
{
    return all_checks;
}

std::vector<const Check*> catalogue_of(Phase phase)
{
    std::vector<const Check*> checks;
    std::ranges::copy_if(all_checks, std::back_inserter(checks),
                         [phase](const Check* check) { return check->phase == phase; });
    return checks;
}

const Check* find_check(std::string_view id)
{
    const auto found = std::ranges::find(all_checks, id, [](const Check* check) { return check->id; });
    return found == all_checks.end() ? nullptr : *found;
}

} // namespace easprobe::checks
