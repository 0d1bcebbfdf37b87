#pragma once

#include <string>
#include <string_view>

namespace easprobe::transport {

/// A login with its password. It can be made and put on the wire, and nothing else: no output operator, no
/// comparison, no copy, and the memory is wiped when it goes.
class Credentials {
  public:
    /// @param login `user`, `DOMAIN\user` or `user@domain`, as the handset sends it.
    Credentials(std::string login, std::string password);
    ~Credentials();
    Credentials(Credentials&& other) noexcept;
    Credentials& operator=(Credentials&& other) noexcept;
    Credentials(const Credentials&) = delete;
    Credentials& operator=(const Credentials&) = delete;

    /// The value of an Authorization header (RFC 7617 2). The caller sends it and keeps it nowhere.
    /// @param login Sent in place of the own one, with the same password; empty: the own one.
    std::string basic_authorization(const std::string& login = {}) const;

  private:
    void wipe();

    std::string login_;
    std::string password_;
};

} // namespace easprobe::transport
