#include "client/checks/known_pages.h"

#include "protocol/text/ascii.h"

#include <array>
#include <string>

namespace easprobe::checks {

namespace {

struct KnownPage {
    int status;
    std::string_view mark; ///< In lower case, somewhere in the page.
    std::string_view remedy;
};

/// Microsoft's Remote Connectivity Analyzer has a page of help for each of these, and the knowledge base for
/// some (handset study, section 8).
constexpr std::array known_pages = {
    KnownPage{
        403, "403.4",
        "The directory requires SSL and was reached without it: publish it over SSL to the end, or take "
        "the demand off between the firewall and the server. On Exchange 2003 see KB 817379."},
    KnownPage{403, "must be viewed over a secure channel",
              "The back end demands SSL on /Exchange: make an exchange-oma directory without SSL and without "
              "forms-based authentication, and name it in ExchangeVDir (KB 817379)."},
    KnownPage{403, "denied the specified uniform resource locator",
              "The rule of ISA Server that publishes the directory does not cover this address: add "
              "/Microsoft-Server-ActiveSync/* to its paths, and the public name to its names."},
    KnownPage{403, "your password will expire",
              "The expiry warning of IISADMPWD stands in the way of handsets: set PasswordChangeFlags to 6 "
              "(KB 916958), or have the user change the password."},
    KnownPage{
        500, "-2146893022",
        "ISA Server reaches the inner server under a name that its certificate does not have: write that "
        "name on the To tab of the rule."},
};

} // namespace

std::optional<std::string_view> remedy_of_page(const http::Response& response)
{
    constexpr std::size_t looked_at = 64UL * 1024;
    if (response.status < 400)
        return std::nullopt;
    const std::string page = to_lower(std::string_view(response.body).substr(0, looked_at));
    for (const KnownPage& known : known_pages)
        if (known.status == response.status && page.find(known.mark) != std::string::npos)
            return known.remedy;
    return std::nullopt;
}

} // namespace easprobe::checks
