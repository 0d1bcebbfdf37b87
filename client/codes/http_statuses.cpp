#include "client/codes/http_statuses.h"

#include <algorithm>
#include <iterator>

namespace easprobe::codes {

namespace {

constexpr HttpStatus table[] = {
    {200, "OK", "The request was carried out; the answer may be empty where nothing changed.",
     "Nothing is to be done."},
    {301, "Moved Permanently", "The server sends the handset elsewhere; it does not follow.",
     "Serve the ActiveSync directory at the address the handset is given, without a redirect."},
    {302, "Found", "The server sends the handset elsewhere, often to a login page; it does not follow.",
     "Serve the ActiveSync directory without a redirect; take forms-based authentication off it."},
    {307, "Temporary Redirect", "The server sends the handset elsewhere; it does not follow.",
     "Serve the ActiveSync directory at the address the handset is given, without a redirect."},
    {308, "Permanent Redirect", "The server sends the handset elsewhere; it does not follow.",
     "Serve the ActiveSync directory at the address the handset is given, without a redirect."},
    {400, "Bad Request",
     "The server did not understand the request, or does not speak the version asked for.",
     "Look at what stands between the handset and the server: a proxy that changes the address or the body, "
     "or "
     "drops the headers MS-ASProtocolVersion and X-MS-PolicyKey."},
    {401, "Unauthorized", "No credentials, or they were refused.",
     "Check user, domain and password; enter the user as domain\\user; enable Basic authentication on the "
     "Microsoft-Server-ActiveSync directory."},
    {403, "Forbidden",
     "The user is not enabled for ActiveSync, the device is blocked, SSL is required and was not used, or a "
     "firewall denies the address.",
     "Enable Exchange ActiveSync for the user, take the device off the block list, and check that the "
     "firewall's rule publishes /Microsoft-Server-ActiveSync. Let the user's object in Active Directory "
     "inherit "
     "the permissions of its parent; look for a password about to expire (KB 916958)."},
    {404, "Not Found", "There is no ActiveSync at this address.",
     "Check the server name on the handset and that /Microsoft-Server-ActiveSync is published there."},
    {405, "Method Not Allowed", "The server or a filter in front of it refuses the method.",
     "Allow OPTIONS and POST for the Microsoft-Server-ActiveSync directory, in UrlScan or the proxy as "
     "well."},
    {407, "Proxy Authentication Required", "A proxy in between wants credentials of its own.",
     "Take the proxy out of the handset's way to the server, or let it pass without credentials."},
    {413, "Payload Too Large", "The request is too large for the server or a proxy in between.",
     "Raise the limit for request bodies; a mail with attachments goes in one request."},
    {449, "Retry With", "The server wants its policy accepted (Provision) before anything else.",
     "Normal once, at first contact. Where it never ends, check that the policy can be acknowledged and that "
     "all front ends share their state."},
    {451, "Redirect", "The mailbox is served by another server, named in X-MS-Location.",
     "Enter the server named there on the handset, or set the ExternalUrl of the right Client Access "
     "server."},
    {456, "Blocked", "The account is blocked.", "Unlock the account."},
    {457, "Password Expired", "The password has expired.", "Have the user change the password."},
    {500, "Internal Server Error",
     "The server failed. On Exchange 2003: /Exchange requires SSL or has forms-based authentication on.",
     "Read the server's event log. On Exchange 2003 make an exchange-oma directory without SSL and "
     "forms-based authentication (KB 817379); check that Integrated authentication is on for the back end's "
     "/Exchange, and that the user is not in so many groups that the Kerberos ticket grows too large."},
    {501, "Not Implemented", "The server does not know the method or the command.",
     "Allow OPTIONS and POST through the proxy; use a server that has the command."},
    {502, "Bad Gateway", "A proxy in front does not reach the server.",
     "Check the proxy's connection to the Exchange server and the name in its certificate."},
    {503, "Service Unavailable",
     "The server is busy, throttles the user, or the information store is dismounted.",
     "Mount the store, look at the server's load and at the throttling policy; Retry-After says when."},
    {504, "Gateway Timeout", "A proxy in front got no answer from the server in time.",
     "Let the proxy wait longer than the longest heartbeat: a Ping is answered only when something changes."},
    {505, "HTTP Version Not Supported", "The server does not speak the protocol version.",
     "Use a server that offers ActiveSync 2.5 or later."},
    {507, "Insufficient Storage", "The mailbox is full.", "Raise the quota or have the user delete mail."},
};

constexpr IisSubstatus substatus_table[] = {
#define SUBSTATUS(status, substatus, meaning, remedy) {status, substatus, meaning, remedy},
#include "client/codes/iis_substatuses.inc"
#undef SUBSTATUS
};

} // namespace

std::span<const HttpStatus> http_statuses()
{
    return table;
}

const HttpStatus* find_http_status(int number)
{
    const auto* const found = std::ranges::find(table, number, &HttpStatus::number);
    return found == std::end(table) ? nullptr : found;
}

std::span<const IisSubstatus> iis_substatuses()
{
    return substatus_table;
}

const IisSubstatus* find_iis_substatus(int status, int substatus)
{
    const auto* const found = std::ranges::find_if(substatus_table, [&](const IisSubstatus& one) {
        return one.status == status && one.substatus == substatus;
    });
    return found == std::end(substatus_table) ? nullptr : found;
}

} // namespace easprobe::codes
