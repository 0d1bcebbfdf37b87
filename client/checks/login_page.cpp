#include "client/checks/login_page.h"

#include "protocol/text/ascii.h"

#include <algorithm>
#include <initializer_list>
#include <string>

namespace easprobe::checks {

namespace {

bool contains_any(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::ranges::any_of(
        words, [text](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool is_token_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

} // namespace

LoginPage login_page_in(const http::Response& response)
{
    constexpr std::size_t looked_at = 64 * 1024;
    if (http::media_type(response.headers).find("html") == std::string::npos)
        return LoginPage::None;
    const std::string page = to_lower(std::string_view(response.body).substr(0, looked_at));
    if (!contains_any(page, {"<form", "<input"}))
        return LoginPage::None;
    if (contains_any(page, {"securid", "passcode", "webid"}))
        return LoginPage::Token;
    return contains_any(page, {"type=\"password\"", "type='password'", "type=password"}) ? LoginPage::Form
                                                                                         : LoginPage::None;
}

bool is_login_address(std::string_view location)
{
    return contains_any(to_lower(location), {"logon", "login", "cookieauth", "webid", "signin"});
}

bool names_scheme(std::string_view challenge, std::string_view scheme)
{
    const std::string text = to_lower(challenge);
    const std::string word = to_lower(scheme);
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const std::size_t after = at + word.size();
        const bool begins = at == 0 || text[at - 1] == ' ' || text[at - 1] == ',' || text[at - 1] == '\t';
        const bool ends = after == text.size() || !(is_token_character(text[after]) || text[after] == '=');
        // Inside a quoted string there are quotation marks before it in odd number: a realm may say anything.
        const bool quoted =
            std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '"') % 2 == 1;
        if (begins && ends && !quoted)
            return true;
    }
    return false;
}

} // namespace easprobe::checks
