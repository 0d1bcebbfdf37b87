#include "client/transport/credentials.h"

#include "protocol/text/base64.h"

#include <openssl/crypto.h>
#include <utility>

namespace easprobe::transport {

Credentials::Credentials(std::string login, std::string password)
    : login_(std::move(login)), password_(std::move(password))
{}

Credentials::~Credentials()
{
    wipe();
}

Credentials::Credentials(Credentials&& other) noexcept
    : login_(std::move(other.login_)), password_(std::move(other.password_))
{
    other.wipe();
}

Credentials& Credentials::operator=(Credentials&& other) noexcept
{
    if (this != &other) {
        wipe();
        login_ = std::move(other.login_);
        password_ = std::move(other.password_);
        other.wipe();
    }
    return *this;
}

std::string Credentials::basic_authorization(const std::string& login) const
{
    return "Basic " + base64_encode((login.empty() ? login_ : login) + ':' + password_);
}

void Credentials::wipe()
{
    OPENSSL_cleanse(password_.data(), password_.size());
    password_.clear();
}

} // namespace easprobe::transport
